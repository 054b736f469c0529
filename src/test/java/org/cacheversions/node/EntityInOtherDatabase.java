package org.cacheversions.node;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.InvalidatesCache;

/** An entity that invalidates, in a database without the versions table. */
@Entity
@InvalidatesCache("parents")
@EntityListeners(CacheInvalidationListener.class)
public class EntityInOtherDatabase {

    @Id
    private long id;

    protected EntityInOtherDatabase() {}

    public EntityInOtherDatabase(long id) {
        this.id = id;
    }
}
