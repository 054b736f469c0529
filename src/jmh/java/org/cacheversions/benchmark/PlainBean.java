package org.cacheversions.benchmark;

import jakarta.enterprise.context.ApplicationScoped;

/** A bean behind only the container's proxy. */
@ApplicationScoped
public class PlainBean {

    public Object one(long id) {
        return Names.of(id);
    }

    public Object three(long id, String language, int page) {
        return Names.of(id);
    }
}
