package org.cacheversions.example.categories;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A category; one without a section is a section itself. */
@Entity
@Table(name = "category")
class CategoryRow {
    @Id
    long id;

    String name;

    @Column(name = "section_id")
    Long sectionId;

    protected CategoryRow() {}
}
