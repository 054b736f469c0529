package org.cacheversions.example.permissions;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

/** What the members of a group may do in a category. */
@Entity
@Table(name = "group_access")
class GroupAccessRow {
    @EmbeddedId
    @AttributeOverride(name = "holderId", column = @Column(name = "group_id"))
    AccessKey key;

    @Enumerated(EnumType.STRING)
    @Column(name = "access_level")
    Access access;

    protected GroupAccessRow() {}

    GroupAccessRow(AccessKey key, Access access) {
        this.key = key;
        this.access = access;
    }
}
