package org.cacheversions.node;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.InvalidatesCache;

/** An entity in another database than the versions. */
@Entity
@InvalidatesCache("shelves")
@EntityListeners(CacheInvalidationListener.class)
public class Stray {

    @Id
    private long id;

    protected Stray() {}

    public Stray(long id) {
        this.id = id;
    }
}
