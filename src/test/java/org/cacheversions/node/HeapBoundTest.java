package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.VersionedCache;
import org.junit.jupiter.api.Test;

/** With a million keys over two thousand versions, a node keeps no more entries than its bound allows. */
class HeapBoundTest {

    private static final int VERSIONS = 2_000;
    private static final int KEYS = 250;
    private static final int CHARACTERS = 640;

    /** All million values would take ten times as much. */
    private static final long ALLOWED_BYTES = 64L << 20;

    @ApplicationScoped
    public static class Pages {

        private final AtomicInteger loads = new AtomicInteger();

        @VersionedCache("pages")
        public String changing(int key) {
            return load(key);
        }

        @VersionedCache("books")
        public String stable(int key) {
            return load(key);
        }

        private String load(int key) {
            loads.incrementAndGet();
            return String.valueOf(key).repeat(CHARACTERS).substring(0, CHARACTERS);
        }

        public int loads() {
            return loads.get();
        }
    }

    @Test
    void aMillionKeysStayWithinTheBound() {
        Map<String, String> configuration =
                Map.of("cache-versions.auto-start", "true", "cache-versions.local.max-weight", "20000000");
        try (TestNode node = TestNode.start(Unit.HIBERNATE_LOCAL, configuration, Pages.class)) {
            Pages pages = node.bean(Pages.class);
            node.request(() -> pages.changing(0) + pages.stable(0));
            long before = usedAfterCollection();
            int loadsBefore = pages.loads();
            for (int version = 0; version < VERSIONS; version++) {
                int first = version * KEYS + 1;
                node.request(() -> {
                    for (int key = first; key < first + KEYS; key++) {
                        pages.changing(key);
                        pages.stable(key);
                    }
                    return null;
                });
                node.invalidator().invalidate("pages");
            }
            assertThat(pages.loads() - loadsBefore).isEqualTo(1_000_000);
            assertThat(usedAfterCollection() - before).isLessThan(ALLOWED_BYTES);
        }
    }

    private static long usedAfterCollection() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
