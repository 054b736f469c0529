package org.cacheversions.internal.core.coherence;

import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Merges the hints of scoped invalidations, which are more frequent than others: one is sent in each pause at most.
 * Thread-safe.
 */
final class MergedHints {

    private final NodeServices node;
    private final long pauseNanos;
    private final SortedSet<String> collected = new TreeSet<>();
    private long earliest;
    private boolean planned;

    MergedHints(NodeServices node, Duration pause) {
        this.node = node;
        this.pauseNanos = pause.toNanos();
        this.earliest = node.clock().nanoTime();
    }

    synchronized void add(SortedSet<String> caches, HintOutbox outbox) {
        collected.addAll(caches);
        long wait = earliest - node.clock().nanoTime();
        if (wait <= 0) {
            send(outbox);
        } else if (!planned) {
            try {
                var unused = node.background().schedule(() -> sendLater(outbox), wait, TimeUnit.NANOSECONDS);
                planned = true;
            } catch (RejectedExecutionException e) {
                // undeployed; hints may be lost
            }
        }
    }

    private synchronized void sendLater(HintOutbox outbox) {
        planned = false;
        if (!collected.isEmpty()) { // or a later invalidation has sent them
            send(outbox);
        }
    }

    private void send(HintOutbox outbox) {
        outbox.add(new TreeSet<>(collected));
        collected.clear();
        earliest = node.clock().nanoTime() + pauseNanos;
    }
}
