package org.cacheversions.internal.core.coherence;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.cacheversions.CacheVersionsException;
import org.jspecify.annotations.Nullable;

/**
 * Sends hints over one connection, which is opened at its first use and replaced when it is broken. Thread-safe; sends
 * one hint at a time.
 *
 * @param <C> the connection
 */
public final class HintSender<C extends AutoCloseable> implements AutoCloseable {

    /** Sends one hint over a connection. */
    @FunctionalInterface
    public interface Hint<C> {

        void over(C connection) throws Exception;
    }

    private final Callable<C> source;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable C kept;

    public HintSender(Callable<C> source) {
        this.source = source;
    }

    /**
     * Sends a hint, over a new connection if the previous one is broken.
     *
     * @throws CacheVersionsException if it can't be sent
     */
    public void send(Hint<C> hint) {
        lock.lock();
        try {
            C before = kept;
            if (before == null || !isSent(before, hint)) {
                C connection = source.call();
                kept = connection;
                hint.over(connection);
            }
        } catch (Exception e) {
            drop();
            throw new CacheVersionsException(CoherenceMessages.hintNotSent(e), e);
        } finally {
            lock.unlock();
        }
    }

    private boolean isSent(C connection, Hint<C> hint) {
        try {
            hint.over(connection);
            return true;
        } catch (Exception e) {
            drop(); // the server may have been restarted since the last hint
            return false;
        }
    }

    private void drop() {
        C connection = kept;
        kept = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (Exception e) {
                // it was broken anyway
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            drop();
        } finally {
            lock.unlock();
        }
    }
}
