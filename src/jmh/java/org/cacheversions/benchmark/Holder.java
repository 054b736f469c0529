package org.cacheversions.benchmark;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.cacheversions.Cache;
import org.cacheversions.CacheName;

/** Has a cache injected. */
@Dependent
public class Holder {

    @Inject
    @CacheName("first")
    Cache cache;
}
