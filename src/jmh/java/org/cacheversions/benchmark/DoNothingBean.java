package org.cacheversions.benchmark;

import jakarta.enterprise.context.ApplicationScoped;

/** A bean behind an interceptor that only proceeds. */
@ApplicationScoped
public class DoNothingBean {

    @DoNothing
    public Object one(long id) {
        return Names.of(id);
    }

    @DoNothing
    public Object three(long id, String language, int page) {
        return Names.of(id);
    }
}
