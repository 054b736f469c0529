package org.cacheversions.cluster.app;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row with a growing counter and the stamp of its last write. */
@Entity
@Table(name = "item")
public class Item {

    @Id
    int id;

    long counter;
    long stamp;
}
