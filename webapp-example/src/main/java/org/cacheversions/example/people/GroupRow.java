package org.cacheversions.example.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A group of users; what it says nothing about, it inherits from its parent. */
@Entity
@Table(name = "user_group")
class GroupRow {
    @Id
    long id;

    String name;

    @Column(name = "parent_id")
    Long parentId;

    protected GroupRow() {}
}
