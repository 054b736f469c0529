package org.cacheversions.internal.core.coherence;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.cacheversions.internal.core.support.NodeClock;

/**
 * This node's entry in the register. The node registers each read before it begins, and acknowledges it once it is
 * installed. It also removes nodes that have begun no read for two leases: their last snapshot has expired, and a node
 * that returns registers again first. Reads overlap only where one hangs and was abandoned.
 */
final class NodeLease implements AutoCloseable {

    private record Sighting(long begun, long since) {}

    private final String node = UUID.randomUUID().toString();
    private final NodeRegister register;
    private final NodeClock clock;
    private final Executor background;
    private final long silenceNanos;
    private final AtomicLong reads = new AtomicLong();
    private Map<String, Sighting> sightings = new HashMap<>();

    NodeLease(NodeRegister register, NodeClock clock, Executor background, Duration lease) {
        this.register = register;
        this.clock = clock;
        this.background = background;
        this.silenceNanos = lease.multipliedBy(2).toNanos();
    }

    boolean is(NodeRegister.Entry entry) {
        return entry.node().equals(node);
    }

    /** Numbers and registers a read. This must commit before the SELECT begins, or a writer would not wait for it. */
    long begin() {
        long read = reads.incrementAndGet();
        register.begins(node, read);
        return read;
    }

    /** Acknowledges a read in the background, so that the request need not wait. */
    void installed(long read) {
        try {
            background.execute(() -> acknowledge(read));
        } catch (RejectedExecutionException e) {
            // undeployed; writers wait for the lease
        }
    }

    private void acknowledge(long read) {
        try {
            register.installed(node, read);
        } catch (RuntimeException e) {
            // logged by the next read, which fails too; writers wait for the lease
        }
    }

    /** Removes the nodes that have been silent for too long. Called periodically, by one thread at a time. */
    void removeSilent() {
        Map<String, Sighting> seen = new HashMap<>();
        try {
            for (NodeRegister.Entry entry : register.entries()) {
                Sighting before = sightings.get(entry.node());
                long now = clock.nanoTime();
                if (before == null || before.begun != entry.begun() || is(entry)) {
                    seen.put(entry.node(), new Sighting(entry.begun(), now));
                } else if (now - before.since < silenceNanos) {
                    seen.put(entry.node(), before);
                } else {
                    register.forget(entry.node(), entry.begun());
                }
            }
        } catch (RuntimeException e) {
            // logged by the next read, which fails too
        }
        sightings = seen;
    }

    @Override
    public void close() {
        try {
            register.forget(node, reads.get());
        } catch (RuntimeException e) {
            // other nodes remove the entry
        }
    }
}
