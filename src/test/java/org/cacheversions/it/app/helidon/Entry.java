package org.cacheversions.it.app.helidon;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.InvalidatesCache;

/** An entity that invalidates when it is written. */
@Entity
@Table(name = "it_entry")
@InvalidatesCache("entries")
@EntityListeners(CacheInvalidationListener.class)
public class Entry {

    @Id
    private long id;

    private String text;

    protected Entry() {}

    Entry(long id, String text) {
        this.id = id;
        this.text = text;
    }

    void write(String changed) {
        text = changed;
    }
}
