package org.example.forum;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A user who is banned. */
@Entity
public class Ban {

    @Id
    private long userId;

    protected Ban() {}

    public Ban(long userId) {
        this.userId = userId;
    }
}
