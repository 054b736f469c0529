package org.cacheversions.node;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.InvalidatesCache;

/** An entity whose generated id is the scope, and that owns others. */
@Entity
@InvalidatesCache(value = "members", scope = "id")
@EntityListeners(CacheInvalidationListener.class)
public class MemberEntity {

    @Id
    @GeneratedValue
    private long id;

    private String name;

    @OneToMany(mappedBy = "member", cascade = CascadeType.ALL, orphanRemoval = true)
    private List<BadgeEntity> badges = new ArrayList<>();

    public MemberEntity() {}

    public long id() {
        return id;
    }

    public void rename(String other) {
        name = other;
    }

    public List<BadgeEntity> badges() {
        return badges;
    }
}
