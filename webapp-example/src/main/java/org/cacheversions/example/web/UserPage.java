package org.cacheversions.example.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.cacheversions.example.bans.Ban;
import org.cacheversions.example.bans.BanService;
import org.cacheversions.example.people.Group;
import org.cacheversions.example.people.PeopleService;
import org.cacheversions.example.people.User;

@Named
@RequestScoped
public class UserPage {
    @Inject
    Parameters parameters;

    @Inject
    PeopleService people;

    @Inject
    BanService bans;

    private User user;
    private Ban ban;
    private List<Group> groups;

    public void load() {
        user = Page.orNotFound(people.findUser(parameters.number("id")));
        if (user != null) {
            ban = bans.findBan(user.id()).orElse(null);
            groups = people.groupsOf(user.id());
        }
    }

    public User getUser() {
        return user;
    }

    public Ban getBan() {
        return ban;
    }

    public List<Group> getGroups() {
        return groups;
    }
}
