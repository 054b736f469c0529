package org.cacheversions.it.app.helidon;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.cacheversions.CacheVersions;
import org.cacheversions.it.app.Counts;
import org.cacheversions.rest.VersionedResponse;

/** Does what the path names, and returns lines of the form {@code name=value}. */
@Path("entries/{id}")
@RequestScoped
public class EntryResource {

    @Inject
    Entries entries;

    @Inject
    Counts counts;

    @Inject
    CacheVersions versions;

    @PathParam("id")
    long id;

    @GET
    public String read() {
        return answer(() -> entries.text(id));
    }

    @PUT
    public String write(String text) {
        entries.write(id, text);
        return answer(() -> entries.text(id));
    }

    @PUT
    @Path("native")
    public String writeNatively(String text) {
        entries.writeNatively(id, text);
        return answer(() -> entries.text(id));
    }

    @PUT
    @Path("fail")
    public String fail(String text) {
        return answer(() -> {
            try {
                entries.fail(id, text);
                return "committed";
            } catch (IllegalStateException e) {
                return entries.text(id);
            }
        });
    }

    /** Reads before and after another thread commits a change. */
    @PUT
    @Path("meanwhile")
    public String meanwhile(String text) {
        String before = entries.text(id);
        meanwhile(() -> entries.write(id, text));
        return "before=" + before + "\n" + answer(() -> entries.text(id));
    }

    @GET
    @Path("twice")
    public String twice() {
        return answer(() -> entries.text(id) + entries.text(id));
    }

    @PUT
    @Path("broken")
    public String broken(String text) {
        entries.text(id);
        meanwhile(() -> entries.write(id, text));
        throw new IllegalStateException("broken");
    }

    @GET
    @Path("tagged")
    @VersionedResponse("entries")
    public String tagged() {
        return entries.text(id);
    }

    @GET
    @Path("absent")
    public String absent() {
        return answer(() -> {
            try {
                return entries.absent();
            } catch (RuntimeException e) {
                return e.toString();
            }
        });
    }

    private static void meanwhile(Runnable task) {
        CompletableFuture.runAsync(task).join();
    }

    private String answer(Supplier<String> call) {
        Counts.Total start = counts.total();
        String text = call.get();
        Counts.Total total = counts.total().since(start);
        return "text=" + text + "\nloads=" + total.loads() + "\nhits=" + total.hits() + "\nversionsRead="
                + total.versionsRead() + "\n"
                + versions.asMap().entrySet().stream()
                        .map(version -> "version." + version.getKey() + "=" + version.getValue() + "\n")
                        .collect(Collectors.joining());
    }
}
