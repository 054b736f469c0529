package org.cacheversions.internal.remote;

import java.nio.charset.StandardCharsets;
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
     * must load. A caller waits for one holder only: if that one stored nothing, its load has failed or its value may
     * not be shared, and nodes that took the lock one after the other would wait for as many loads.
     */
    @Nullable
    CachedValue claim(EntryKey key, byte[] remote, Supplier<@Nullable CachedValue> look) {
        if (options == null) {
            return look.get();
        }
        LockKeys keys = options.keys();
        Lock mine = new Lock(lockKey(remote), UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        if (keys.setIfAbsent(mine.key, mine.token, options.duration())) {
            held.put(key, mine);
            // looks only after taking the lock: its last holder stored the entry before releasing it
            CachedValue found = look.get();
            if (found != null) {
                release(key);
            }
            return found;
        }
        return await(keys, mine.key, options.duration().toNanos(), look);
    }

    private @Nullable CachedValue await(LockKeys keys, byte[] lock, long nanos, Supplier<@Nullable CachedValue> look) {
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_NANOS;
        byte[] holder = keys.get(lock);
        boolean released = holder == null;
        while (true) {
            CachedValue found = look.get(); // after the lock was seen to be released, as above
            if (found != null
                    || released
                    || System.nanoTime() - start >= nanos
                    || Thread.currentThread().isInterrupted()) {
                return found;
            }
            LockSupport.parkNanos(this, pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            released = !Arrays.equals(keys.get(lock), holder);
        }
    }

    /** Returns whether the caller held a lock. */
    boolean release(EntryKey key) {
        Lock lock = held.remove(key);
        if (lock == null || options == null) {
            return false;
        }
        options.keys().remove(lock.key, lock.token);
        return true;
    }

    private static byte[] lockKey(byte[] remote) {
        byte[] key = Arrays.copyOf(remote, remote.length + SUFFIX.length);
        System.arraycopy(SUFFIX, 0, key, remote.length, SUFFIX.length);
        return key;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Lock(byte[] key, byte[] token) {}
}
