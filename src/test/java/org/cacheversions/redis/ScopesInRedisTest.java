package org.cacheversions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.CacheScope;
import org.cacheversions.Scope;
import org.cacheversions.VersionedCache;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Nodes share the entries of scopes over a real Redis. */
class ScopesInRedisTest {

    @ApplicationScoped
    static class Names {

        private final AtomicInteger loads = new AtomicInteger();

        @VersionedCache("names")
        String of(@CacheScope long user) {
            loads.incrementAndGet();
            return "name of " + user;
        }

        int loads() {
            return loads.get();
        }
    }

    private final String database = UUID.randomUUID().toString();
    private RedisProcess redis;

    @BeforeEach
    void startRedis() {
        redis = new RedisProcess();
    }

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    private TestNode node(String store) {
        return TestNode.start(Unit.HIBERNATE_LOCAL, database, redis.settings(store), Names.class);
    }

    private static int loadsOf(TestNode node, long user) {
        Names names = node.bean(Names.class);
        int before = names.loads();
        assertThat(node.request(() -> names.of(user))).isEqualTo("name of " + user);
        return names.loads() - before;
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void nodesShareTheEntriesOfOtherScopes(String store) {
        try (TestNode one = node(store);
                TestNode other = node(store);
                Jedis client = redis.client()) {
            for (long user = 1; user <= 2; user++) {
                assertThat(loadsOf(one, user)).isEqualTo(1);
                assertThat(loadsOf(other, user)).isZero();
            }
            one.invalidator().invalidate(Scope.of("names", 1));
            assertThat(loadsOf(other, 2)).as("another scope").isZero();
            assertThat(loadsOf(other, 1)).isEqualTo(1);
            assertThat(loadsOf(one, 1)).as("stored by the other node").isZero();
            assertThat(client.dbSize())
                    .as("the new entry took the place of the old one")
                    .isEqualTo(2);
            other.invalidator().invalidate("names");
            assertThat(loadsOf(one, 2)).isEqualTo(1);
            assertThat(loadsOf(other, 2)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void aNodeThatStartsUsesWhatTheOthersHaveStored(String store) {
        try (TestNode one = node(store)) {
            one.invalidator().invalidate(Scope.of("names", 3));
            assertThat(loadsOf(one, 1)).isEqualTo(1);
            assertThat(loadsOf(one, 2)).isEqualTo(1);
            one.invalidator().invalidate(Scope.of("names", 2));
            try (TestNode next = node(store)) {
                assertThat(loadsOf(next, 1)).isZero();
                assertThat(loadsOf(next, 2)).isEqualTo(1);
            }
        }
    }
}
