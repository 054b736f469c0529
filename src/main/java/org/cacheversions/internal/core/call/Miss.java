package org.cacheversions.internal.core.call;

import java.util.List;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.transaction.ActiveTransaction;
import org.cacheversions.internal.core.transaction.Invalidation;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.MissReason;
import org.cacheversions.spi.ScopeStamp;
import org.jspecify.annotations.Nullable;

/**
 * A cached call that found no entry. Used by one thread at a time.
 *
 * @param context the context of the call
 * @param generation the entries of its labels
 * @param key the key, which shares no array with the caller
 * @param transaction the active transaction, if any
 * @param stamps the scopes of the call
 * @param replayed what the replica had replayed before the load
 * @param found the entry that was found but can't be used, if any
 * @param outcome what has become of the call
 */
record Miss(
        VersionContext context,
        Generation generation,
        EntryKey key,
        @Nullable ActiveTransaction transaction,
        List<ScopeStamp> stamps,
        ReplicaGuard.Replayed replayed,
        @Nullable CachedValue found,
        Outcome outcome) {

    Miss(
            VersionContext context,
            Generation generation,
            EntryKey key,
            @Nullable ActiveTransaction transaction,
            List<ScopeStamp> stamps,
            ReplicaGuard.Replayed replayed,
            @Nullable CachedValue found) {
        this(context, generation, key, transaction, stamps, replayed, found, context.outcome());
    }

    /** Returns the same for a value that is stored without a call. */
    Miss withoutCall() {
        return new Miss(context, generation, key, transaction, stamps, replayed, found, new Outcome());
    }

    CachedMethod method() {
        return generation.method();
    }

    /** Counts a hit on an entry that was stored meanwhile, and returns what the caller gets. */
    @Nullable
    Object hit(CachedValue found) {
        return context.hit(generation, found);
    }

    /** Returns whether the caller may use an entry that was stored meanwhile. */
    boolean accepts(CachedValue found) {
        return context.accepts(found) && generation.isFresh(found);
    }

    boolean isCoveredBy(Invalidation invalidation) {
        return invalidation.coversMethod(method()) || invalidation.coversAnyStamp(stamps);
    }

    /** Returns whether the replica had replayed the labels that the entry will be stored under. */
    boolean isReplayed() {
        return replayed.includes(generation.labels())
                && (stamps.isEmpty()
                        || replayed.includes(
                                stamps.stream().map(ScopeStamp::label).toList()));
    }

    void count() {
        if (context.rerun() != null) {
            return; // a verification is nobody's call
        }
        MissReason reason = found == null ? generation.reason(key) : context.reason(found);
        outcome.missed(reason);
        method().statistics().miss(reason);
    }

    void store(CachedValue entry) {
        generation.put(key, entry, found);
        outcome.stored();
    }
}
