package org.cacheversions.cluster.app;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row whose counter only ever grows, and which carries the stamp of who wrote it last. */
@Entity
@Table(name = "item")
public class Item {

    @Id
    int id;

    long counter;
    long stamp;
}
