package org.cacheversions.node;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.InvalidatesCache;

/** A part of a shelf, with a cache of its own. */
@Entity
@InvalidatesCache("labels")
@EntityListeners(CacheInvalidationListener.class)
public class Label {

    @Id
    private long id;

    protected Label() {}

    public Label(long id) {
        this.id = id;
    }
}
