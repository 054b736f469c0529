package org.cacheversions.internal.core.call;

import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.UUID;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.MissReason;
import org.jspecify.annotations.Nullable;

/** A cached call of a traced request. Used by the thread of the request. */
public final class TracedCall {

    /** Makes the digest of a key useless for guessing its arguments. */
    private static final String SALT = UUID.randomUUID().toString();

    private final CachedMethod method;
    private final String key;
    private final int depth;
    private final Outcome outcome;
    private final long begun = System.nanoTime();
    private long nanos;
    private boolean ended;
    private boolean returned;

    TracedCall(CachedMethod method, @Nullable EntryKey key, int depth, Outcome outcome) {
        this.method = method;
        this.key = key == null ? "" : digest(key.hashCode());
        this.depth = depth;
        this.outcome = outcome;
    }

    /** Returns what stands for a key in messages. */
    static String digest(int hash) {
        byte[] salted = (SALT + hash).getBytes(StandardCharsets.UTF_8);
        return Integer.toHexString((int) UUID.nameUUIDFromBytes(salted).getMostSignificantBits());
    }

    void end(boolean normally) {
        nanos = System.nanoTime() - begun;
        ended = true;
        returned = normally;
    }

    /** Returns the name of the method with its parameter types. */
    public String method() {
        return method.id();
    }

    /** Returns the caches that it depends on. */
    public SortedSet<String> caches() {
        return method.caches();
    }

    /** Returns a digest of the key, the same in all requests to this node; empty if the arguments are no key. */
    public String key() {
        return key;
    }

    /** Returns in how many other cached calls it was made. */
    public int depth() {
        return depth;
    }

    /** Returns how long it took, with the calls in it. */
    public long nanos() {
        return nanos;
    }

    public boolean hasEnded() {
        return ended;
    }

    public boolean hasFailed() {
        return ended && !returned;
    }

    /** Returns why it was a miss, or {@code null} if it was none. */
    public @Nullable MissReason reason() {
        return outcome.reason();
    }

    public boolean isBypass() {
        return outcome.isBypass();
    }

    /** Returns whether its value was stored; a value of a transaction is stored later, after the commit. */
    public boolean isStored() {
        return outcome.isStored();
    }
}
