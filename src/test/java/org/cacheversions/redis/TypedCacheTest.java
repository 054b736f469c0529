package org.cacheversions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Caching;
import org.cacheversions.Cache;
import org.cacheversions.CacheName;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes share the entries of injected caches that declare a type. */
class TypedCacheTest {

    private static final Map<String, String> JCACHE = Map.of(
            "cache-versions.auto-start", "true",
            "cache-versions.store", "jcache",
            "cache-versions.jcache.provider", "org.infinispan.jcache.embedded.JCachingProvider");

    private static RedisProcess redis;

    private final String database = UUID.randomUUID().toString();

    @BeforeAll
    static void startRedis() {
        redis = new RedisProcess();
    }

    @AfterAll
    static void stopStores() {
        redis.close();
        Caching.getCachingProvider(JCACHE.get("cache-versions.jcache.provider")).close();
    }

    private TestNode node(String store) {
        Map<String, String> configuration = store.equals("jcache") ? JCACHE : redis.settings(store);
        return TestNode.start(Unit.ECLIPSELINK_LOCAL, database, configuration, Bans.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near", "jcache"})
    void nodesShareEntriesOfATypedCache(String store) {
        try (TestNode one = node(store);
                TestNode two = node(store)) {
            Ban ban = one.request(() -> one.bean(Bans.class).ban(7));
            assertThat(two.<Ban>request(() -> two.bean(Bans.class).ban(7))).isEqualTo(ban);
            assertThat(two.bean(Bans.class).loads()).isZero();
            List<Ban> all = one.request(() -> one.bean(Bans.class).all());
            assertThat(two.<List<Ban>>request(() -> two.bean(Bans.class).all())).isEqualTo(all);
            assertThat(two.bean(Bans.class).loads()).isZero();

            one.invalidator().invalidate("bans");
            assertThat(two.<Ban>request(() -> two.bean(Bans.class).ban(7)).user())
                    .isEqualTo(7);
            assertThat(two.bean(Bans.class).loads()).isEqualTo(1);
        }
    }

    @Test
    void cachesOfDifferentTypesShareNoEntries() {
        try (TestNode node = node("redis")) {
            Cache bans = node.bean(Bans.class).cache();
            node.request(() -> {
                assertThat(bans.of(String.class).get(1, () -> "text")).isEqualTo("text");
                assertThat(bans.of(Integer.class).get(1, () -> 5)).isEqualTo(5);
                assertThat(bans.of(String.class).getIfPresent(1, String.class)).contains("text");
                assertThat(bans.get(1, () -> 2.5)).isEqualTo(2.5);
                return null;
            });
        }
    }

    @Test
    void aTypeVariableIsRefused() {
        try (TestNode node = node("redis")) {
            Cache bans = node.bean(Bans.class).cache();
            Type type = new TypeLiteral<List<Ban>>() {}.getType();
            assertThat(bans.of(type)).isNotNull();
            assertThatThrownBy(() -> bans.of(List.class.getTypeParameters()[0]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** A value. */
    public record Ban(long user, String reason) {}

    @ApplicationScoped
    static class Bans {

        final AtomicInteger loads = new AtomicInteger();

        @Inject
        @CacheName("bans")
        Cache cache;

        int loads() {
            return loads.get();
        }

        Cache cache() {
            return cache;
        }

        Ban ban(long user) {
            return cache.of(Ban.class).get(user, () -> {
                loads.incrementAndGet();
                return new Ban(user, "spam");
            });
        }

        List<Ban> all() {
            return cache.of(new TypeLiteral<List<Ban>>() {}.getType()).get("all", () -> {
                loads.incrementAndGet();
                return List.of(new Ban(1, "spam"), new Ban(2, "rude"));
            });
        }
    }
}
