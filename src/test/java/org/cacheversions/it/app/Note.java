package org.cacheversions.it.app;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A line of text, and a tag that depends on another cache. */
@Entity
@Table(name = "it_note")
public class Note {

    @Id
    private long id;

    private String text;

    private String tag;

    protected Note() {}

    Note(long id, String text, String tag) {
        this.id = id;
        this.text = text;
        this.tag = tag;
    }

    void write(String text) {
        this.text = text;
    }

    void tag(String tag) {
        this.tag = tag;
    }
}
