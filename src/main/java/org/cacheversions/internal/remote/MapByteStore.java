package org.cacheversions.internal.remote;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stores bytes in a map that is opened when it is first needed, and again after a failure. During an outage, one call a
 * second tries it. Thread-safe.
 */
public final class MapByteStore implements ByteStore {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LazyResource<SharedMap> map;
    private final CircuitBreaker breaker = new CircuitBreaker(PAUSE, System::nanoTime);

    /** Opens nothing yet. */
    public MapByteStore(Supplier<SharedMap> opening) {
        this.map = new LazyResource<>(opening, null);
    }

    /** Returns the whole value, since a map can't return a part of it. */
    @Override
    public byte @Nullable [] get(byte[] key, int most) {
        return call(opened -> opened.get(text(key)));
    }

    /** Ignores the time to live, which is part of the map's own configuration. */
    @Override
    public void set(byte[] key, byte[] value, Duration timeToLive) {
        call(opened -> {
            opened.put(text(key), value);
            return null;
        });
    }

    @Override
    public void remove(byte[] key) {
        call(opened -> {
            opened.remove(text(key));
            return null;
        });
    }

    /** Returns the key as a text, which every product supports; some don't support byte arrays. */
    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }

    private <T> @Nullable T call(Command<T> command) {
        breaker.requireAllowed();
        SharedMap used = null;
        try {
            used = map.get();
            T answer = command.run(used);
            breaker.worked();
            return answer;
        } catch (RuntimeException | LinkageError e) {
            breaker.failed();
            if (used != null) {
                map.drop(used);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        map.close(SharedMap::close);
    }

    @FunctionalInterface
    private interface Command<T> {

        @Nullable
        T run(SharedMap map);
    }
}
