package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The application of README's quick start, with the calls that README shows. */
abstract class QuickStartTests {

    private final Server server;

    QuickStartTests(Server server) {
        this.server = server;
    }

    @Test
    void whatReadmeShowsIsWhatAReaderSees() {
        try (Application quickStart = server.deploy(Path.of(Server.setting("it.quickstart.war")))) {
            String computed = find(quickStart);
            assertThat(computed).startsWith("not banned, computed at ");
            assertThat(find(quickStart)).as("a hit").isEqualTo(computed);

            String banned = quickStart.put("bans/ann", "spam").body();
            assertThat(banned).startsWith("banned: spam, computed at ");
            assertThat(find(quickStart))
                    .startsWith("banned: spam, computed at ")
                    .isEqualTo(find(quickStart));
        }
    }

    private static String find(Application quickStart) {
        return quickStart.get("bans/ann").body();
    }
}
