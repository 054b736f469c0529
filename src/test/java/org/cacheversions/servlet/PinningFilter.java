package org.cacheversions.servlet;

import org.cacheversions.internal.cdi.CacheRuntime;

/** The library's filter for a server of a test, which injects nothing. */
public final class PinningFilter extends CacheVersionsFilter {

    public PinningFilter(CacheRuntime runtime) {
        this.runtime = runtime;
    }
}
