package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.cacheversions.it.app.bad.BrokenTimeToLive;
import org.cacheversions.it.app.bad.Locked;
import org.cacheversions.it.app.bad.VoidMethod;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An error fails the deployment or is reported; the server's log names it and the remedy. */
abstract class BadDeploymentTests extends ServerTestBase {

    BadDeploymentTests(Server server) {
        super(server);
    }

    @Test
    void aVoidMethod() {
        assertRefused(Archives.with(VoidMethod.class), "CV0204", "VoidMethod.forget()", "Remove the annotation");
    }

    @Test
    void aBrokenTimeToLive() {
        assertRefused(
                Archives.with(BrokenTimeToLive.class),
                "CV0205",
                "ttl = 'ten minutes'",
                "BrokenTimeToLive.text()",
                "PT");
    }

    @Test
    void refreshAheadOnASessionBean() {
        assertRefused(Archives.with(Locked.class), "CV0219", "Locked.text()", "session bean");
    }

    @Test
    void anUnknownKey() {
        assertRefused(
                Archives.configuredBy("cache-versions.colour=blue"),
                "CV0202",
                "cache-versions.colour",
                "META-INF/cache-versions.properties",
                "cache-versions.auto-start");
    }

    @Test
    void aUnitWithoutTheEntity() {
        assertRefused(
                Archives.withoutEntity(),
                "CV0304",
                "'forum'",
                "<class>org.cacheversions.persistence.CacheVersion</class>");
    }

    @Test
    void noUnitAtAll() {
        assertRefused(Archives.withoutUnit(), "CV0301", "persistence.xml", "@CacheVersionsUnit");
    }

    @Test
    void aPageWithoutAnAccessRule() {
        assertRefused(Archives.withPageForAnybody(), "CV0402", "'caches'", "role", "CV0403");
    }

    @Test
    void aFilterWithoutAMappingIsReported() {
        long mark = server.log().mark();

        server.deploy(Archives.withoutMapping()).close();

        assertThat(server.log().since(mark)).contains("CV0401", "<filter-name>cacheVersions</filter-name>");
    }

    private void assertRefused(WebArchive archive, String... said) {
        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() -> server.deploy(archive).close())
                .satisfies(e -> assertThat(e.log()).contains(said));
    }
}
