package org.cacheversions.internal.remote;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in a map that is opened when it is first needed, and anew after it has failed. While it fails, one call a
 * second finds out whether it still does. Safe for use by many threads.
 */
public final class MapBytes implements Bytes {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<SharedMap> opening;
    private final CircuitBreaker breaker = new CircuitBreaker(PAUSE, System::nanoTime);
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable SharedMap map;
    private boolean closed;

    /** Opens nothing yet. */
    public MapBytes(Supplier<SharedMap> opening) {
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
        try {
            SharedMap opened = map;
            T answer = command.run(opened != null ? opened : open());
            breaker.worked();
            return answer;
        } catch (RuntimeException | LinkageError e) {
            breaker.failed();
            drop();
            throw e;
        }
    }

    private SharedMap open() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            SharedMap opened = map;
            if (opened == null) {
                opened = opening.get();
                map = opened;
            }
            return opened;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the map, and leaves it to those who are still using it: the product may answer with the same again. */
    private void drop() {
        lock.lock();
        try {
            map = null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            SharedMap opened = map;
            if (opened != null) {
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
