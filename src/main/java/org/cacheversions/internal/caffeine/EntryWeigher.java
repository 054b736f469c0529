package org.cacheversions.internal.caffeine;

import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;

/** Estimates how many bytes of the heap an entry takes. */
final class EntryWeigher {

    /** The bytes that the cache needs for an entry besides its key and value; measured by {@code HeapPerEntry}. */
    static final int OVERHEAD = 144;

    private EntryWeigher() {}

    static int weigh(EntryKey key, CachedValue entry) {
        HeapEstimate estimate = new HeapEstimate();
        long bytes = OVERHEAD + estimate.of(key.content()) + estimate.of(entry.value());
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }
}
