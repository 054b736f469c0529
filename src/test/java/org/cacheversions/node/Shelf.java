package org.cacheversions.node;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.InvalidatesCache;

/** An entity whose writes invalidate, and that has parts. */
@Entity
@InvalidatesCache("shelves")
@EntityListeners(CacheInvalidationListener.class)
public class Shelf {

    @Id
    private long id;

    private String name;

    @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
    @JoinColumn(name = "shelf_id")
    private List<Label> labels = new ArrayList<>();

    protected Shelf() {}

    public Shelf(long id, String name) {
        this.id = id;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public void rename(String other) {
        name = other;
    }

    public List<Label> labels() {
        return labels;
    }
}
