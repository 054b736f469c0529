package org.cacheversions.internal.remote;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * Lets one node load an entry while the others wait for it. The lock is a key next to that of the entry, which expires
 * if its holder dies. It only saves work: when in doubt, a node loads. Thread-safe.
 */
final class LoadLocks {

    private static final byte[] SUFFIX = ":lease".getBytes(StandardCharsets.US_ASCII);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final @Nullable LoadLockOptions options;
    private final Map<EntryKey, Lock> held = new ConcurrentHashMap<>();

    LoadLocks(@Nullable LoadLockOptions options) {
        this.options = options;
    }

    /**
     * Returns what {@code look} finds, at once or when another node has stored it. Returns {@code null} if the caller
     * must load.
     */
    @Nullable
    CachedValue claim(EntryKey key, byte[] remote, Supplier<@Nullable CachedValue> look) {
        if (options == null) {
            return look.get();
        }
        Duration duration = options.duration();
        Lock mine = new Lock(lockKey(remote), UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            // looks only after taking the lock: its last holder stored the entry before releasing it
            boolean taken = options.keys().setIfAbsent(mine.key, mine.token, duration);
            if (taken) {
                held.put(key, mine);
            }
            CachedValue found = look.get();
            if (found != null) {
                release(key);
                return found;
            }
            if (taken
                    || System.nanoTime() - start >= duration.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return null;
            }
            LockSupport.parkNanos(this, pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
    }

    void release(EntryKey key) {
        Lock lock = held.remove(key);
        if (lock != null && options != null) {
            options.keys().remove(lock.key, lock.token);
        }
    }

    private static byte[] lockKey(byte[] remote) {
        byte[] key = Arrays.copyOf(remote, remote.length + SUFFIX.length);
        System.arraycopy(SUFFIX, 0, key, remote.length, SUFFIX.length);
        return key;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Lock(byte[] key, byte[] token) {}
}
