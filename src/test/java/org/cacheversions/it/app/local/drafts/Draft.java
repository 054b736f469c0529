package org.cacheversions.it.app.local.drafts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Lives in the other unit. */
@Entity
@Table(name = "it_draft")
public class Draft {

    @Id
    private long id;

    private String text;

    protected Draft() {}

    Draft(long id, String text) {
        this.id = id;
        this.text = text;
    }
}
