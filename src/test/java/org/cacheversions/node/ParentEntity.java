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

/** An entity that invalidates its cache when it is written and owns child entities. */
@Entity
@InvalidatesCache("parents")
@EntityListeners(CacheInvalidationListener.class)
public class ParentEntity {

    @Id
    private long id;

    private String name;

    @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
    @JoinColumn(name = "parent_id")
    private List<ChildEntity> children = new ArrayList<>();

    protected ParentEntity() {}

    public ParentEntity(long id, String name) {
        this.id = id;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public void rename(String other) {
        name = other;
    }

    public List<ChildEntity> children() {
        return children;
    }
}
