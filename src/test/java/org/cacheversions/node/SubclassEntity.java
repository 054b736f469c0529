package org.cacheversions.node;

import jakarta.persistence.Entity;
import org.cacheversions.InvalidatesCache;

/** A subclass that names its own cache and inherits another. */
@Entity
@InvalidatesCache("subclasses")
public class SubclassEntity extends ParentEntity {

    protected SubclassEntity() {}

    public SubclassEntity(long id, String name) {
        super(id, name);
    }
}
