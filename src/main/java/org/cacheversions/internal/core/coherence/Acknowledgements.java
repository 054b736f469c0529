package org.cacheversions.internal.core.coherence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.cacheversions.internal.core.support.NodeClock;
import org.jspecify.annotations.Nullable;

/**
 * Makes a writer wait until every registered node has installed a read that began after the commit, or until its lease
 * has expired. The register is read in the background, once for all waiting writers, since the thread of a transaction
 * must not use the database after the commit. Thread-safe.
 */
final class Acknowledgements {

    private static final long SHORTEST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 50;

    private final NodeRegister register;
    private final NodeLease own;
    private final NodeClock clock;
    private final ScheduledExecutorService background;
    private final long waitNanos;
    private final Consumer<SortedSet<String>> hint;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiting> newcomers = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();

    /** Sends hints with {@code hint}, after reading the register: so the reads that a hint causes acknowledge it. */
    Acknowledgements(
            NodeRegister register, NodeLease own, NodeServices node, long waitNanos, Consumer<SortedSet<String>> hint) {
        this.register = register;
        this.own = own;
        this.clock = node.clock();
        this.background = node.background();
        this.waitNanos = waitNanos;
        this.hint = hint;
    }

    /** Waits after a commit until no node serves versions from before it. */
    void await(SortedSet<String> caches) {
        Waiting one = new Waiting(caches, clock.nanoTime());
        lock.lock();
        try {
            newcomers.add(one);
        } finally {
            lock.unlock();
        }
        try {
            background.execute(this::look);
        } catch (RejectedExecutionException e) {
            // undeployed; the lease expires anyway
        }
        clock.await(one.done, one.since + waitNanos);
        one.done.countDown();
    }

    private void look() {
        List<Waiting> arrived;
        lock.lock();
        try {
            arrived = List.copyOf(newcomers);
            newcomers.clear();
        } finally {
            lock.unlock();
        }
        if (arrived.isEmpty()) {
            return; // another run has handled them
        }
        List<NodeRegister.Entry> entries = entries();
        if (entries != null) {
            arrived.forEach(one -> one.expect(entries));
        }
        SortedSet<String> caches = new TreeSet<>();
        arrived.forEach(one -> caches.addAll(one.caches));
        hint.accept(caches);
        lock.lock();
        try {
            boolean first = waiting.isEmpty();
            arrived.stream().filter(Waiting::isGoingOn).forEach(waiting::add);
            if (first && !waiting.isEmpty()) {
                lookAgain();
            }
        } finally {
            lock.unlock();
        }
    }

    private void lookForAnswers() {
        List<Waiting> asking;
        lock.lock();
        try {
            asking = List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
        List<NodeRegister.Entry> entries = null;
        try {
            entries = entries();
        } finally {
            tell(asking, entries); // even after an error, or later writers would wait until their leases expire
        }
    }

    /** Only for writers that waited before the read: a later one may have to wait for a node not in these entries. */
    private void tell(List<Waiting> asking, @Nullable List<NodeRegister.Entry> entries) {
        lock.lock();
        try {
            if (entries != null) {
                asking.forEach(one -> one.heard(entries));
            }
            waiting.removeIf(one -> !one.isGoingOn());
            if (!waiting.isEmpty()) {
                lookAgain();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Schedules the next read: the longer the youngest writer has waited, the later. Requires the lock. */
    @SuppressWarnings("FutureReturnValueIgnored") // it throws nothing
    private void lookAgain() {
        long youngest = waiting.get(waiting.size() - 1).since;
        long pause = TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - youngest) / 4;
        try {
            background.schedule(
                    this::lookForAnswers,
                    Math.max(SHORTEST_PAUSE_MILLIS, Math.min(pause, LONGEST_PAUSE_MILLIS)),
                    TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            waiting.clear(); // undeployed, or out of threads; the lease expires anyway
        }
    }

    private @Nullable List<NodeRegister.Entry> entries() {
        try {
            return register.entries();
        } catch (RuntimeException e) {
            return null; // logged by the reads of versions, which fail too; the lease expires anyway
        }
    }

    /** A committed invalidation, and the nodes that have not acknowledged it. */
    private final class Waiting {

        final SortedSet<String> caches;
        final long since;
        final CountDownLatch done = new CountDownLatch(1);
        private @Nullable Map<String, Long> missing;

        Waiting(SortedSet<String> caches, long since) {
            this.caches = caches;
            this.since = since;
        }

        /** A read that these entries show as begun may be from before the commit; the node's next one is not. */
        void expect(List<NodeRegister.Entry> entries) {
            Map<String, Long> begun = new HashMap<>();
            for (NodeRegister.Entry entry : entries) {
                if (!own.is(entry)) {
                    begun.put(entry.node(), entry.begun());
                }
            }
            missing = begun;
            check(begun);
        }

        /** A node that is no longer registered has no lease. */
        void heard(List<NodeRegister.Entry> entries) {
            Map<String, Long> left = missing;
            if (left == null) {
                return; // the nodes are unknown: only the lease ends the wait
            }
            Map<String, Long> installed = new HashMap<>();
            entries.forEach(entry -> installed.put(entry.node(), entry.installed()));
            left.entrySet().removeIf(node -> installed.getOrDefault(node.getKey(), Long.MAX_VALUE) > node.getValue());
            check(left);
        }

        private void check(Map<String, Long> left) {
            if (left.isEmpty()) {
                done.countDown();
            }
        }

        boolean isGoingOn() {
            return done.getCount() > 0;
        }
    }
}
