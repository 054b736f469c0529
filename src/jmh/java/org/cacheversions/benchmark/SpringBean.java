package org.cacheversions.benchmark;

import org.springframework.cache.annotation.Cacheable;

/** Cached by Spring. */
public class SpringBean {

    @Cacheable("one")
    public Object one(long id) {
        return Names.of(id);
    }

    @Cacheable("three")
    public Object three(long id, String language, int page) {
        return Names.of(id);
    }
}
