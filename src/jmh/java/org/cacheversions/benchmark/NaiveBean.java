package org.cacheversions.benchmark;

import jakarta.enterprise.context.ApplicationScoped;

/** A bean behind the naive interceptor. */
@ApplicationScoped
public class NaiveBean {

    @Naive
    public Object one(long id) {
        return Names.of(id);
    }

    @Naive
    public Object three(long id, String language, int page) {
        return Names.of(id);
    }
}
