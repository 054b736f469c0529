package org.cacheversions.internal.remote;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in a map that is opened when it is first needed, and anew after it has failed. While it fails, one call a
 * second finds out whether it still does. Safe for use by many threads.
 */
public final class MapByteStore implements ByteStore {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<SharedMap> opening;
    private final CircuitBreaker breaker = new CircuitBreaker(PAUSE, System::nanoTime);
    private final ReentrantLock lock = new ReentrantLock(true); // who comes after a failure tries after who saw it
    private final AtomicReference<SharedMap> map = new AtomicReference<>();
    private volatile @Nullable Throwable failure;
    private @Nullable SharedMap last;
    private boolean closed;

    /** Opens nothing yet. */
    public MapByteStore(Supplier<SharedMap> opening) {
        this.opening = opening;
    }

    /** Answers all: a map has no means of giving a part. */
    @Override
    public byte @Nullable [] get(byte[] key, int most) {
        return call(opened -> opened.get(text(key)));
    }

    /** The time to live is left to the map, which is configured by its own means. */
    @Override
    public void set(byte[] key, byte[] value, Duration timeToLive) {
        call(opened -> {
            opened.put(text(key), value);
            return null;
        });
    }

    /** Every product has an idea of texts as keys; of bytes some have none. */
    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }

    private <T> @Nullable T call(Command<T> command) {
        breaker.requireAllowed();
        SharedMap used = map.get();
        try {
            if (used == null) {
                used = open();
            }
            T answer = command.run(used);
            breaker.worked();
            return answer;
        } catch (RuntimeException | LinkageError e) {
            breaker.failed();
            map.compareAndSet(used, null); // left to those who are still using it, and to be closed at the end
            throw e;
        }
    }

    /** Waits for who is opening it already, as long as the product takes, and fails with him. */
    private SharedMap open() {
        Throwable before = failure;
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            SharedMap opened = map.get();
            if (opened == null) {
                opened = openedUnlessFailedSince(before);
                map.set(opened);
            }
            return opened;
        } finally {
            lock.unlock();
        }
    }

    private SharedMap openedUnlessFailedSince(@Nullable Throwable before) {
        Throwable failed = failure;
        if (failed != null && failed != before) {
            throw new IllegalStateException("another thread could not open it", failed);
        }
        try {
            SharedMap opened = opening.get();
            last = opened;
            failure = null;
            return opened;
        } catch (RuntimeException | LinkageError e) {
            failure = e;
            throw e;
        }
    }

    /** Closes what was opened last, also if it has failed since: the product may answer with the same each time. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            SharedMap opened = last;
            if (opened != null) {
                last = null;
                opened.close();
            }
        } finally {
            lock.unlock();
        }
    }

    @FunctionalInterface
    private interface Command<T> {

        @Nullable
        T run(SharedMap map);
    }
}
