package org.cacheversions.it.app.units;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Lives in the unit of the versions. */
@Entity
@Table(name = "it_post")
public class Post {

    @Id
    private long id;

    private String text;

    protected Post() {}

    Post(long id, String text) {
        this.id = id;
        this.text = text;
    }
}
