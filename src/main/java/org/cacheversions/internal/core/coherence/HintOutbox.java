package org.cacheversions.internal.core.coherence;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.cacheversions.internal.core.support.Outage;
import org.cacheversions.spi.HintChannel;
import org.jspecify.annotations.Nullable;

/**
 * Sends hints in the background, one at a time. Those that arrive during a send are sent as one. So many invalidations
 * do not become as many hints, and a channel that hangs blocks only one thread. Thread-safe.
 */
final class HintOutbox {

    private final HintChannel channel;
    private final Executor background;
    private final Outage outage = new Outage();
    private final ReentrantLock lock = new ReentrantLock();
    private SortedSet<String> waiting = new TreeSet<>();
    private boolean sending;

    HintOutbox(HintChannel channel, Executor background) {
        this.channel = channel;
        this.background = background;
    }

    void add(SortedSet<String> caches) {
        lock.lock();
        try {
            waiting.addAll(caches);
            if (!sending) {
                sending = true; // before execute: some executors run the task at once
                begin();
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        boolean begun = false;
        try {
            background.execute(this::sendAll);
            begun = true;
        } catch (RejectedExecutionException e) {
            // undeployed; hints may be lost
        } finally {
            if (!begun) {
                sending = false;
            }
        }
    }

    private void sendAll() {
        boolean ended = false;
        try {
            for (SortedSet<String> caches = take(); caches != null; caches = take()) {
                send(caches);
            }
            ended = true;
        } finally {
            if (!ended) {
                giveUp();
            }
        }
    }

    private void send(SortedSet<String> caches) {
        try {
            channel.send(Collections.unmodifiableSortedSet(caches));
            outage.worked(CoherenceMessages::hintsSentAgain);
        } catch (RuntimeException | LinkageError e) {
            outage.failed(() -> CoherenceMessages.hintNotSent(e), e);
        }
    }

    /** Lets the next call of {@link #add} send again after an error. */
    private void giveUp() {
        lock.lock();
        try {
            sending = false;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable SortedSet<String> take() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                sending = false;
                return null;
            }
            SortedSet<String> taken = waiting;
            waiting = new TreeSet<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
