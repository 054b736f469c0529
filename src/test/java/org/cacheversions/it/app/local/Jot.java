package org.cacheversions.it.app.local;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.InvalidatesCache;

/** An entity that invalidates when it is written. */
@Entity
@Table(name = "it_jot")
@InvalidatesCache("jots")
@EntityListeners(CacheInvalidationListener.class)
public class Jot {

    @Id
    private long id;

    private String text;

    protected Jot() {}

    Jot(long id, String text) {
        this.id = id;
        this.text = text;
    }

    void write(String changed) {
        text = changed;
    }
}
