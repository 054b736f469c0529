package org.cacheversions.internal.jmx;

import org.cacheversions.spi.CacheFigures;

/** The MXBean of a cache. Thread-safe. */
final class CacheView extends CountersView implements CacheMXBean {

    private final CacheFigures.OfCache cache;

    CacheView(CacheFigures.OfCache cache) {
        super(new String[] {cache.name()}, cache);
        this.cache = cache;
    }

    @Override
    public long getInvalidations() {
        return cache.invalidations();
    }
}
