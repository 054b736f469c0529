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
 * This node in the register: it enters each read before it begins, and says so when it has installed it. Also removes
 * those that have begun nothing for two leases: what they read last has expired by then, and who comes back enters
 * itself again first. A read overlaps with another only if that hangs and was abandoned.
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

    /** Numbers a read. Committed before the SELECT begins, or a writer would not know which read to wait for. */
    long begin() {
        long read = reads.incrementAndGet();
        register.begins(node, read);
        return read;
    }

    /** Acknowledges a read in the background: the request that has read need not wait for it. */
    void installed(long read) {
        try {
            background.execute(() -> acknowledge(read));
        } catch (RejectedExecutionException e) {
            // undeployed; who invalidates waits for the lease
        }
    }

    private void acknowledge(long read) {
        try {
            register.installed(node, read);
        } catch (RuntimeException e) {
            // the next read meets the same trouble and is logged; who invalidates waits for the lease
        }
    }

    /** To be called now and then, by one thread at a time. */
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
            // the next read meets the same trouble and is logged
        }
        sightings = seen;
    }

    @Override
    public void close() {
        try {
            register.forget(node, reads.get());
        } catch (RuntimeException e) {
            // it is removed by others
        }
    }
}
