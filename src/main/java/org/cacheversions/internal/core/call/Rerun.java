package org.cacheversions.internal.core.call;

import java.util.HashMap;
import java.util.Map;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.transaction.TransactionWork;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * What the cached calls below a verification have returned. They find no entries, since an entry may be what is wrong,
 * and store none, since their own verification is to find it. But each is loaded only once: a recursive method would
 * otherwise take exponentially long. Used by one thread.
 */
final class Rerun {

    private final Map<Call, CachedValue> results = new HashMap<>();

    /** Returns the result of a call in the same transaction, or {@code null}. */
    @Nullable
    CachedValue find(@Nullable TransactionWork work, Generation generation, EntryKey key) {
        return results.get(new Call(work, generation, key));
    }

    void add(@Nullable TransactionWork work, Generation generation, EntryKey key, CachedValue result) {
        results.put(new Call(work, generation, key), result);
    }

    private record Call(@Nullable TransactionWork work, Generation generation, EntryKey key) {

        // a record's own equals keeps its class loader reachable on JDK 17, from a constant in ObjectMethods
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Call that
                    && work == that.work
                    && generation == that.generation
                    && key.equals(that.key);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * System.identityHashCode(work) + System.identityHashCode(generation)) + key.hashCode();
        }
    }
}
