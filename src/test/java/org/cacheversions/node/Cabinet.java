package org.cacheversions.node;

import jakarta.persistence.Entity;
import org.cacheversions.InvalidatesCache;

/** A shelf with a cache of its own beside the one that it inherits. */
@Entity
@InvalidatesCache("cabinets")
public class Cabinet extends Shelf {

    protected Cabinet() {}

    public Cabinet(long id, String name) {
        super(id, name);
    }
}
