package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.cacheversions.CacheKeyGenerator;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.VersionedCache;
import org.junit.jupiter.api.Test;

/** Mistakes fail the deployment, all at once, each with its remedy. */
class DeploymentTest {

    private static Throwable starting(Map<String, String> configuration, Class<?>... beans) {
        return catchThrowable(() ->
                TestNode.start(Unit.ECLIPSELINK_LOCAL, configuration, beans).close());
    }

    @Test
    void listsAllMistakesAtOnce() {
        assertThat(starting(
                        Map.of("cache-versions.lock-timeout", "soon", "cache-versions.colour", "red"), Mistaken.class))
                .hasStackTraceContaining("CV0203: cache-versions.lock-timeout = 'soon'")
                .hasStackTraceContaining("CV0202: unknown key cache-versions.colour in the system properties")
                .hasStackTraceContaining("CV0204")
                .hasStackTraceContaining("Mistaken.nothing()")
                .hasStackTraceContaining("CV0205: ttl = '10 minutes'")
                .hasStackTraceContaining("CV0206")
                .hasStackTraceContaining("CV0207")
                .hasStackTraceContaining("'no spaces'");
    }

    @Test
    void missingStoreSettingsFailTheDeployment() {
        assertThat(starting(Map.of("cache-versions.store", "near", "cache-versions.codec", "java"), ItemService.class))
                .hasStackTraceContaining("CV0210: cache-versions.store is 'near'")
                .hasStackTraceContaining("CV0217: cache-versions.codec is 'java'");
    }

    @Test
    void aCacheWithoutARowThrowsOnlyAtItsFirstCall() {
        try (TestNode node = TestNode.start(Unit.ECLIPSELINK_LOCAL, Map.of(), ItemService.class)) {
            ItemService items = node.bean(ItemService.class);
            assertThatThrownBy(() -> node.request(() -> items.amount(1)))
                    .isInstanceOf(UnknownCacheException.class)
                    .hasMessageContaining("CV0103")
                    .hasMessageContaining("'items'")
                    .hasMessageContaining("auto-start");
            assertThat(node.versions().contains("items")).isFalse();
        }
    }

    @Test
    void aNameThatLooksMisspeltIsReported() {
        try (LogCapture log = new LogCapture();
                TestNode node = TestNode.start(Unit.ECLIPSELINK_LOCAL, Misspelt.class)) {
            assertThat(node.request(node.bean(Misspelt.class)::bans)).isOne();
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0114"))
                    .singleElement()
                    .asString()
                    .contains("Misspelt.ban()", "the cache 'ban'", "unlike 'bans'");
        }
    }

    @Test
    void invalidNamesAreRefusedAndNamed() {
        try (TestNode node = TestNode.start(Unit.ECLIPSELINK_LOCAL, ItemService.class)) {
            String tooLong = "x".repeat(129);
            for (String name : new String[] {"unknown", "", null, tooLong, "a b", "*"}) {
                assertThatThrownBy(() -> node.versions().get(name)).isInstanceOf(UnknownCacheException.class);
                assertThatThrownBy(() -> node.invalidator().invalidate(name))
                        .isInstanceOf(UnknownCacheException.class)
                        .hasMessageStartingWith("CV01");
                assertThat(node.versions().contains(name)).isFalse();
            }
            assertThatThrownBy(() -> node.invalidator().invalidate()).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> node.versions().get(tooLong)).hasMessageContaining("(129 characters)");
            String before = node.versions().get("items");
            assertThatThrownBy(() -> node.invalidator().invalidate("items", "unknown"))
                    .isInstanceOf(UnknownCacheException.class);
            assertThat(node.versions().get("items")).isEqualTo(before);
        }
    }

    @Test
    void aGeneratorThatCannotBeCreatedIsNamed() {
        assertThatThrownBy(() -> TestNode.start(Unit.ECLIPSELINK_LOCAL, Generated.class))
                .hasStackTraceContaining("CV0208")
                .hasStackTraceContaining("Unmakeable");
    }

    @Test
    void nothingIsCachedWhenSwitchedOff() {
        try (TestNode node = TestNode.start(
                Unit.ECLIPSELINK_LOCAL,
                Map.of("cache-versions.auto-start", "true", "cache-versions.enabled", "false"),
                ItemService.class)) {
            ItemService items = node.bean(ItemService.class);
            node.request(() -> items.amount(1));
            node.request(() -> items.amount(1));
            assertThat(items.loads()).isEqualTo(2);
            String before = node.versions().get("items");
            node.invalidator().invalidate("items");
            assertThat(node.versions().get("items")).isNotEqualTo(before);
        }
    }

    @ApplicationScoped
    static class Mistaken {
        @VersionedCache("bans")
        void nothing() {}

        @VersionedCache(value = "bans", ttl = "10 minutes")
        int ttl() {
            return 1;
        }

        @VersionedCache({})
        int noName() {
            return 1;
        }

        @InvalidatesCache("no spaces")
        void invalidates() {}
    }

    @ApplicationScoped
    static class Misspelt {

        @VersionedCache({"bans", "tenant1", "permissions"})
        public int bans() {
            return 1;
        }

        @InvalidatesCache("ban")
        public void ban() {}

        @InvalidatesCache({"tenant2", "persons", "bans"})
        public void others() {}
    }

    @ApplicationScoped
    static class Generated {
        @VersionedCache(value = "bans", keyGenerator = Unmakeable.class)
        int call(int argument) {
            return argument;
        }
    }

    static class Unmakeable implements CacheKeyGenerator {
        Unmakeable(int size) {}

        @Override
        public Object generate(java.lang.reflect.Method method, Object[] arguments) {
            return 1;
        }
    }
}
