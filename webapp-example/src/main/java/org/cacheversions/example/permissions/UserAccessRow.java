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

/** An exception for one user in a category, whatever his groups say. */
@Entity
@Table(name = "user_access", uniqueConstraints = @UniqueConstraint(columnNames = {"user_id", "category_id"}))
class UserAccessRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(name = "user_id")
    long userId;

    @Column(name = "category_id")
    long categoryId;

    @Enumerated(EnumType.STRING)
    @Column(name = "access_level")
    Access access;

    protected UserAccessRow() {}
}
