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
 * Holds who invalidates back until each node that is registered has installed a read that began after the commit, or
 * its lease has expired. The register is looked at in the background, for all who wait together: after a commit, the
 * thread of a transaction must not touch the database. Safe for use by many threads.
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

    /** Sends the hint once it is known what to wait for: a read that it causes then counts. */
    Acknowledgements(
            NodeRegister register, NodeLease own, NodeServices node, long waitNanos, Consumer<SortedSet<String>> hint) {
        this.register = register;
        this.own = own;
        this.clock = node.clock();
        this.background = node.background();
        this.waitNanos = waitNanos;
        this.hint = hint;
    }

    /** Waits, after a commit, until no node gives requests what was before it. */
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
            // undeployed; the lease expires all the same
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
            return; // another look has seen to them
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
            // also after an error, or those who come later would wait in vain
            tell(asking, entries);
        }
    }

    /** Who has come since they were asked for may miss a node in them that he has to wait for. */
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

    /** Soon, if someone has come just now; else at ever longer intervals. Holds the lock. */
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
            waiting.clear(); // undeployed, or out of threads; the lease expires all the same
        }
    }

    private @Nullable List<NodeRegister.Entry> entries() {
        try {
            return register.entries();
        } catch (RuntimeException e) {
            return null; // the reads meet the same trouble and are logged; the lease expires all the same
        }
    }

    /** One invalidation, and the nodes that have not said that they have it. */
    private final class Waiting {

        final SortedSet<String> caches;
        final long since;
        final CountDownLatch done = new CountDownLatch(1);
        private @Nullable Map<String, Long> missing;

        Waiting(SortedSet<String> caches, long since) {
            this.caches = caches;
            this.since = since;
        }

        /** A read that had begun when this was looked up may have been before the commit; the next was not. */
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

        /** A node that is not registered any more has no lease. */
        void heard(List<NodeRegister.Entry> entries) {
            Map<String, Long> left = missing;
            if (left == null) {
                return; // it is not known whom to wait for: for the lease
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
