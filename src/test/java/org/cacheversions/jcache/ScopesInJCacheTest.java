package org.cacheversions.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Caching;
import org.cacheversions.CacheScope;
import org.cacheversions.Scope;
import org.cacheversions.VersionedCache;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes share the entries of scopes over a cache of Infinispan. */
class ScopesInJCacheTest {

    private static final String PROVIDER = "org.infinispan.jcache.embedded.JCachingProvider";

    @ApplicationScoped
    static class Names {

        private final AtomicInteger loads = new AtomicInteger();
        private final CountDownLatch reading = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        @VersionedCache("names")
        String of(@CacheScope long user) {
            loads.incrementAndGet();
            return "name of " + user;
        }

        @VersionedCache("names")
        String held(@CacheScope long user) throws InterruptedException {
            loads.incrementAndGet();
            reading.countDown();
            end.await();
            return "name of " + user;
        }

        void awaitReading() throws InterruptedException {
            reading.await();
        }

        void goOn() {
            end.countDown();
        }

        int loads() {
            return loads.get();
        }
    }

    private final String database = UUID.randomUUID().toString();

    @AfterEach
    void closeProvider() {
        Caching.getCachingProvider(PROVIDER).close();
    }

    private TestNode node() {
        return TestNode.start(
                Unit.HIBERNATE_LOCAL,
                database,
                Map.of(
                        "cache-versions.auto-start", "true",
                        "cache-versions.store", "jcache",
                        "cache-versions.jcache.provider", PROVIDER),
                Names.class);
    }

    private static int loadsOf(TestNode node, long user) {
        Names names = node.bean(Names.class);
        int before = names.loads();
        assertThat(node.request(() -> names.of(user))).isEqualTo("name of " + user);
        return names.loads() - before;
    }

    @Test
    void aSlowNodeLeavesTheEntryOfANewerRequest() throws Exception {
        try (TestNode one = node();
                TestNode other = node()) {
            Names slow = one.bean(Names.class);
            FutureTask<String> old = new FutureTask<>(() -> one.request(() -> slow.held(1)));
            new Thread(old, "slow").start();
            slow.awaitReading();
            Names quick = other.bean(Names.class);
            quick.goOn();
            other.invalidator().invalidate(Scope.of("names", 1));
            other.request(() -> quick.held(1));
            slow.goOn();
            old.get();
            int before = slow.loads() + quick.loads();
            one.request(() -> slow.held(1));
            other.request(() -> quick.held(1));
            assertThat(slow.loads() + quick.loads()).as("hits").isEqualTo(before);
        }
    }

    @Test
    void nodesShareTheEntriesOfOtherScopes() {
        try (TestNode one = node();
                TestNode other = node()) {
            for (long user = 1; user <= 2; user++) {
                assertThat(loadsOf(one, user)).isEqualTo(1);
                assertThat(loadsOf(other, user)).isZero();
            }
            one.invalidator().invalidate(Scope.of("names", 1));
            assertThat(loadsOf(other, 2)).as("another scope").isZero();
            assertThat(loadsOf(other, 1)).isEqualTo(1);
            assertThat(loadsOf(one, 1)).as("stored by the other node").isZero();
            other.invalidator().invalidate("names");
            assertThat(loadsOf(one, 2)).isEqualTo(1);
            assertThat(loadsOf(other, 2)).isZero();
        }
    }
}
