package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** An application with two resource-local units, each with a database of its own; the versions are in one of them. */
abstract class TwoLocalUnitsTests extends ServerTestBase {

    private final String libraries;

    TwoLocalUnitsTests(Server server, String libraries) {
        super(server);
        this.libraries = libraries;
    }

    @Test
    void usesTheConfiguredUnit() {
        long mark = server.log().mark();
        try (Application jots =
                server.deploy(Archives.jotsAndDrafts(libraries, "cache-versions.persistence-unit=jots"))) {
            assertThat(server.log().since(mark)).containsOnlyOnce("CV0318: the persistence units [drafts] do not use");
            jots.get("jots/write", "id", 1, "text", "first");
            assertThat(jots.get("jots/read", "id", 1).text()).isEqualTo("first");
            assertThat(jots.get("jots/read", "id", 1).hits()).isOne();

            Answer both = jots.get("drafts", "id", 1, "text", "second");
            assertThat(both.text()).isEqualTo("second");
            assertThat(both.get("drafts")).isEqualTo("1");
            assertThat(jots.get("jots/read", "id", 1).text()).isEqualTo("second");

            String version = jots.get("jots/read", "id", 1).version("jots");
            Answer one = jots.get("drafts", "id", 2, "text", "third", "fail", true);
            assertThat(one.get("drafts")).as("committed in its own database").isEqualTo("1");
            assertThat(one.text()).isEqualTo("none");
            Answer after = jots.get("jots/read", "id", 1);
            assertThat(after.hits()).isOne();
            assertThat(after.version("jots")).isEqualTo(version);
        }
    }

    @Test
    void failsIfTheUnitIsAmbiguous() {
        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() ->
                        server.deploy(Archives.jotsAndDrafts(libraries, "")).close())
                .satisfies(e -> assertThat(e.log()).contains("CV0302", "[drafts, jots]"));
    }
}
