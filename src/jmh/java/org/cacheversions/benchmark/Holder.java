package org.cacheversions.benchmark;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.cacheversions.Cache;
import org.cacheversions.CacheName;

/** A bean with an injected cache. */
@Dependent
public class Holder {

    @Inject
    @CacheName("first")
    Cache cache;
}
