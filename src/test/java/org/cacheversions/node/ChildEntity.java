package org.cacheversions.node;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.InvalidatesCache;

/** A child entity with its own cache. */
@Entity
@InvalidatesCache("children")
@EntityListeners(CacheInvalidationListener.class)
public class ChildEntity {

    @Id
    private long id;

    protected ChildEntity() {}

    public ChildEntity(long id) {
        this.id = id;
    }
}
