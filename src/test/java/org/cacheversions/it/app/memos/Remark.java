package org.cacheversions.it.app.memos;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.InvalidatesCache;

/** A child of a memo with its own cache. */
@Entity
@Table(name = "it_remark")
@InvalidatesCache("remarks")
@EntityListeners(CacheInvalidationListener.class)
public class Remark {

    @Id
    private long id;

    protected Remark() {}

    Remark(long id) {
        this.id = id;
    }
}
