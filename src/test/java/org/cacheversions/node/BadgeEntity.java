package org.cacheversions.node;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.InvalidatesCache;

/** An entity whose scope is the id of another one. */
@Entity
@InvalidatesCache(value = "badges", scope = "member")
@EntityListeners(CacheInvalidationListener.class)
public class BadgeEntity {

    @Id
    private long id;

    private String name;

    @ManyToOne(fetch = FetchType.LAZY)
    private MemberEntity member;

    protected BadgeEntity() {}

    public BadgeEntity(long id, MemberEntity member) {
        this.id = id;
        this.member = member;
    }

    public void rename(String other) {
        name = other;
    }

    public MemberEntity member() {
        return member;
    }

    public void giveTo(MemberEntity other) {
        member = other;
    }
}
