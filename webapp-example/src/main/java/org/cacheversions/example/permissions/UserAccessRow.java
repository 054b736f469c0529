package org.cacheversions.example.permissions;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

/** An exception for one user in a category, whatever his groups say. */
@Entity
@Table(name = "user_access")
class UserAccessRow {
    @EmbeddedId
    @AttributeOverride(name = "holderId", column = @Column(name = "user_id"))
    AccessKey key;

    @Enumerated(EnumType.STRING)
    @Column(name = "access_level")
    Access access;

    protected UserAccessRow() {}
}
