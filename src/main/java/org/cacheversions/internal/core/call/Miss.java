package org.cacheversions.internal.core.call;

import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.transaction.ActiveTransaction;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is not there, and for whom. Used by one thread at a time.
 *
 * @param context the request, or the outermost call
 * @param generation the entries among which it is missing
 * @param key its key, which shares no array with the caller
 * @param transaction the transaction that was active, if any
 * @param replayed what a replica had replayed before the load
 */
record Miss(
        VersionContext context,
        Generation generation,
        EntryKey key,
        @Nullable ActiveTransaction transaction,
        ReplicaGuard.Replayed replayed) {

    CachedMethod plan() {
        return generation.plan();
    }

    /** Answers what the caller gets, since the entry has come about meanwhile. */
    @Nullable
    Object hit(CachedValue found) {
        return context.hit(generation, found);
    }

    /** Tells whether this caller may be given an entry that has come about meanwhile. */
    boolean accepts(CachedValue found) {
        return context.accepts(found) && generation.isFresh(found);
    }

    void count() {
        plan().statistics().miss();
    }

    void store(CachedValue entry) {
        generation.put(key, entry);
    }
}
