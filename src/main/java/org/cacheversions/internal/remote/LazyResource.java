package org.cacheversions.internal.remote;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A resource that one thread opens when it is first needed, and again after it was dropped. Other threads wait for it;
 * if opening fails, they fail too, without another try. Thread-safe.
 *
 * @param <T> the type of the resource
 */
public final class LazyResource<T> {

    private final Supplier<T> opening;
    private final @Nullable Duration patience;
    private final ReentrantLock lock = new ReentrantLock(true); // a new caller must not overtake those that wait
    private final AtomicReference<T> current = new AtomicReference<>();
    private volatile @Nullable Throwable failure;
    private @Nullable T last;
    private boolean closed;

    /** Opens nothing yet. Threads wait for the one that opens no longer than {@code patience}, if it is given. */
    public LazyResource(Supplier<T> opening, @Nullable Duration patience) {
        this.opening = opening;
        this.patience = patience;
    }

    /** Returns the resource, opened if necessary, or throws. */
    public T get() {
        T opened = current.get();
        return opened != null ? opened : open();
    }

    /** Returns the resource if it is open. */
    public @Nullable T opened() {
        return current.get();
    }

    /** Lets the next call open the resource again. Other threads may still use it, so it is not closed yet. */
    public void drop(T failed) {
        current.compareAndSet(failed, null);
    }

    private T open() {
        Throwable before = failure;
        lock();
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            T opened = current.get();
            if (opened == null) {
                opened = openedUnlessFailedSince(before);
                current.set(opened);
            }
            return opened;
        } finally {
            lock.unlock();
        }
    }

    private void lock() {
        if (patience == null) {
            lock.lock();
            return;
        }
        try {
            if (!lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("another thread is still opening it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another thread opens it", e);
        }
    }

    private T openedUnlessFailedSince(@Nullable Throwable before) {
        Throwable failed = failure;
        if (failed != null && failed != before) {
            throw new IllegalStateException("another thread could not open it", failed);
        }
        try {
            T opened = opening.get();
            last = opened;
            failure = null;
            return opened;
        } catch (RuntimeException | LinkageError e) {
            failure = e;
            throw e;
        }
    }

    /** Closes the resource that was opened last, even if it was dropped: opening may return the same one each time. */
    public void close(Consumer<T> closing) {
        lock.lock();
        try {
            closed = true;
            T opened = last;
            if (opened != null) {
                last = null;
                closing.accept(opened);
            }
        } finally {
            lock.unlock();
        }
    }
}
