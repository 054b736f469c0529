package org.cacheversions.node;

import jakarta.persistence.EntityListeners;
import jakarta.persistence.MappedSuperclass;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.InvalidatesCache;

/** What all entities of groups have. */
@MappedSuperclass
@InvalidatesCache(value = "groups", scope = "groupName")
@EntityListeners(CacheInvalidationListener.class)
public abstract class GroupedEntity {

    private String groupName;

    public void move(String other) {
        groupName = other;
    }
}
