package org.cacheversions.it.app.units;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Lives in the other unit. */
@Entity
@Table(name = "it_book")
public class Book {

    @Id
    private long id;

    protected Book() {}
}
