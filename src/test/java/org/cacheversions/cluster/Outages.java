package org.cacheversions.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records when faults were in progress, during which requests may fail. Thread-safe. */
final class Outages {

    /** Pools and drivers find out about a fault when they use what it broke. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private final List<Outage> all = new CopyOnWriteArrayList<>();

    /** Begins an outage of one node, or of all nodes if it is {@code null}. */
    Outage begin(ClusterNode node) {
        Outage outage = new Outage(node);
        all.add(outage);
        return outage;
    }

    /** Returns whether a fault may explain a failed request. A hanging node holds locks that all writers need. */
    boolean excuse(ClusterNode node, boolean writes, long started) {
        long grace = GRACE.toNanos();
        return all.stream()
                .anyMatch(outage ->
                        (outage.node == null || outage.node == node || writes) && outage.ended + grace - started > 0);
    }

    /** A fault from its beginning until all is well again. */
    static final class Outage implements AutoCloseable {

        private final ClusterNode node;
        private volatile long ended = Long.MAX_VALUE / 2;

        private Outage(ClusterNode node) {
            this.node = node;
        }

        @Override
        public void close() {
            ended = System.nanoTime();
        }
    }
}
