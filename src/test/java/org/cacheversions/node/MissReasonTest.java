package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.util.EnumMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.cacheversions.CacheScope;
import org.cacheversions.Scope;
import org.cacheversions.VersionedCache;
import org.cacheversions.spi.CacheFigures;
import org.cacheversions.spi.MissReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Why lookups found nothing. */
class MissReasonTest {

    /** Cached methods. */
    @ApplicationScoped
    static class Texts {

        @VersionedCache("texts")
        public String of(long id) {
            return "text " + id;
        }

        @VersionedCache("scoped")
        public String scoped(@CacheScope long id) {
            return "scoped " + id;
        }

        @VersionedCache("texts")
        public byte[] large(long id) {
            return new byte[1_000_000];
        }

        @VersionedCache(value = "texts", ttl = "PT0.1S")
        public String brief(long id) {
            return "brief " + id;
        }

        @VersionedCache("texts")
        public Object once(long id) {
            return new ByteArrayInputStream(new byte[0]);
        }
    }

    private final TestNode node = TestNode.start(
            Unit.HIBERNATE_JTA,
            Map.of("cache-versions.auto-start", "true", "cache-versions.local.max-weight", "10000000"),
            Texts.class);
    private final Texts texts = node.bean(Texts.class);

    @AfterEach
    void stop() {
        node.close();
    }

    /** Returns the misses of all methods, and that their sum is the number of misses. */
    private Map<MissReason, Long> misses() {
        Map<MissReason, Long> misses = new EnumMap<>(MissReason.class);
        for (CacheFigures.OfMethod method : node.bean(CacheFigures.class).methods()) {
            long sum = 0;
            for (MissReason reason : MissReason.values()) {
                sum += method.misses(reason);
                if (method.misses(reason) > 0) {
                    misses.merge(reason, method.misses(reason), Long::sum);
                }
            }
            assertThat(sum).isEqualTo(method.misses());
        }
        return misses;
    }

    @Test
    void theFirstLookupOfAKey() {
        node.request(() -> texts.of(1));
        node.request(() -> texts.of(1));
        node.request(() -> texts.of(2));
        assertThat(misses()).isEqualTo(Map.of(MissReason.FIRST, 2L));
    }

    @Test
    void anInvalidationOfTheCache() {
        node.request(() -> texts.of(1));
        node.invalidator().invalidate("texts");
        node.request(() -> texts.of(1));
        node.request(() -> texts.of(2));
        assertThat(misses()).isEqualTo(Map.of(MissReason.FIRST, 2L, MissReason.INVALIDATED, 1L));
    }

    @Test
    void anInvalidationOfTheScopeOrOfAllScopes() {
        node.request(() -> texts.scoped(1));
        node.invalidator().invalidate(Scope.of("scoped", 1));
        node.request(() -> texts.scoped(1));
        assertThat(misses()).isEqualTo(Map.of(MissReason.FIRST, 1L, MissReason.INVALIDATED, 1L));
        node.invalidator().invalidate("scoped");
        node.request(() -> texts.scoped(1));
        assertThat(misses())
                .isEqualTo(Map.of(MissReason.FIRST, 1L, MissReason.INVALIDATED, 1L, MissReason.OUTSIDE_WINDOW, 1L));
    }

    @Test
    void anEntryThatIsTooLarge() {
        node.request(() -> texts.large(1));
        node.request(() -> texts.large(1));
        assertThat(misses()).isEqualTo(Map.of(MissReason.FIRST, 1L, MissReason.EVICTED, 1L));
    }

    @Test
    void anEntryWhoseTimeIsOver() {
        Awaitility.await().until(() -> {
            node.request(() -> texts.brief(1));
            return misses().containsKey(MissReason.EXPIRED);
        });
        assertThat(misses()).isEqualTo(Map.of(MissReason.FIRST, 1L, MissReason.EXPIRED, 1L));
    }

    @Test
    void aValueThatOnlyOneCallerCanUse() {
        node.request(() -> texts.once(1));
        node.request(() -> texts.once(1));
        node.request(() -> texts.once(2));
        assertThat(misses()).isEqualTo(Map.of(MissReason.FIRST, 2L, MissReason.NOT_SHARED, 1L));
    }

    @Test
    void aValueOfATransactionThatBeganBeforeTheLabels() {
        for (int i = 0; i < 2; i++) {
            TestNode.jta(() -> node.request(() -> texts.of(1)));
        }
        assertThat(misses()).isEqualTo(Map.of(MissReason.FIRST, 1L, MissReason.NOT_SHARED, 1L));
    }
}
