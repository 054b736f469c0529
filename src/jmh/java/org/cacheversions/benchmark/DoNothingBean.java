package org.cacheversions.benchmark;

import jakarta.enterprise.context.ApplicationScoped;

/** Behind an interceptor that does nothing. */
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
