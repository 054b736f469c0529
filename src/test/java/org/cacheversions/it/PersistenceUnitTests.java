package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Two persistence units in one war. */
abstract class PersistenceUnitTests extends ServerTestBase {

    PersistenceUnitTests(Server server) {
        super(server);
    }

    @Test
    void usesTheConfiguredUnit() {
        assertCaches(Archives.twoUnits("cache-versions.persistence-unit=forum"));
    }

    @Test
    void usesTheProducedUnit() {
        assertCaches(Archives.twoUnitsAndProducer());
    }

    @Test
    void failsIfTheUnitIsAmbiguous() {
        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() -> server.deploy(Archives.twoUnits("")).close())
                .satisfies(e -> assertThat(e.log())
                        .contains(
                                "CV0302", "[forum, library]", "cache-versions.persistence-unit", "@CacheVersionsUnit"));
    }

    @Test
    void failsIfTheConfiguredUnitIsMissing() {
        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() -> server.deploy(Archives.twoUnits("cache-versions.persistence-unit=attic"))
                        .close())
                .satisfies(e -> assertThat(e.log()).contains("CV0303", "'attic'", "[forum, library]"));
    }

    @Test
    void warnsAboutAUnitInAnotherDatabase() {
        long mark = server.log().mark();
        server.deploy(Archives.twoUnits(
                        server,
                        "cache-versions.persistence-unit=forum",
                        OwnDataSource.of("library", DatabaseIsolation.POSTGRESQL_READ_COMMITTED)))
                .close();
        assertThat(server.log().since(mark)).containsOnlyOnce("CV0318: the persistence units [library] do not use");
    }

    private void assertCaches(WebArchive archive) {
        try (Application posts = server.deploy(archive)) {
            posts.get("posts");
            assertThat(posts.get("posts")).isEqualTo(new Answer(200, "text=0\nloads=1\n"));
            posts.get("posts", "id", 1);
            posts.get("posts");
            assertThat(posts.get("posts").text()).isEqualTo("1");
            assertThat(posts.get("posts").loads())
                    .as("first request, own write, next request")
                    .isEqualTo(3);
        }
    }
}
