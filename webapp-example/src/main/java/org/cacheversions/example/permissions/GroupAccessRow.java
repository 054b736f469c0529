package org.cacheversions.example.permissions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;

/** What the members of a group may do in a category. */
@Entity
@Table(name = "group_access", uniqueConstraints = @UniqueConstraint(columnNames = {"group_id", "category_id"}))
class GroupAccessRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(name = "group_id")
    long groupId;

    @Column(name = "category_id")
    long categoryId;

    @Enumerated(EnumType.STRING)
    @Column(name = "access_level")
    Access access;

    protected GroupAccessRow() {}

    GroupAccessRow(long groupId, long categoryId, Access access) {
        this.groupId = groupId;
        this.categoryId = categoryId;
        this.access = access;
    }
}
