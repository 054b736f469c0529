package org.example;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

@Path("bans/{member}")
@RequestScoped
public class BanResource {

    @Inject
    BanService bans;

    @GET
    public String find(@PathParam("member") String member) {
        return bans.find(member) + "\n";
    }

    @PUT
    public String ban(@PathParam("member") String member, String reason) {
        bans.ban(member, reason);
        return bans.find(member) + "\n";
    }
}
