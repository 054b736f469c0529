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
 * Has one node compute an entry while the others wait for it, as long as a lease: a key beside that of the entry, which
 * ends by itself if its holder dies. Only speed: when in doubt, a node computes. Safe for use by many threads.
 */
final class Leases {

    private static final byte[] SUFFIX = ":lease".getBytes(StandardCharsets.US_ASCII);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final @Nullable LeaseOptions options;
    private final Map<EntryKey, Lease> held = new ConcurrentHashMap<>();

    Leases(@Nullable LeaseOptions options) {
        this.options = options;
    }

    /** Answers what is found, at once or once another node has stored it, or {@code null}: compute. */
    @Nullable
    CachedValue claim(EntryKey key, byte[] remote, Supplier<@Nullable CachedValue> look) {
        if (options == null) {
            return look.get();
        }
        Duration duration = options.duration();
        Lease mine = new Lease(
                options.tokens(), leaseKey(remote), UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            // taken first, then looked: who held it before has stored before it let go
            boolean taken = mine.take(duration);
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
        Lease lease = held.remove(key);
        if (lease != null) {
            lease.giveBack();
        }
    }

    private static byte[] leaseKey(byte[] remote) {
        byte[] key = Arrays.copyOf(remote, remote.length + SUFFIX.length);
        System.arraycopy(SUFFIX, 0, key, remote.length, SUFFIX.length);
        return key;
    }

    private static final class Lease {

        private final Tokens tokens;
        private final byte[] key;
        private final byte[] token;

        private Lease(Tokens tokens, byte[] key, byte[] token) {
            this.tokens = tokens;
            this.key = key;
            this.token = token;
        }

        private boolean take(Duration duration) {
            return tokens.setIfAbsent(key, token, duration);
        }

        private void giveBack() {
            tokens.remove(key, token);
        }
    }
}
