package org.cacheversions.node;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.io.Serializable;
import org.cacheversions.InvalidatesCache;

/** An entity with a scope of two components, one of them in its id, and an inherited scope of one. */
@Entity
@InvalidatesCache(
        value = {"grants", "rights"},
        scope = {"id.userId", "level"})
public class GrantEntity extends GroupedEntity {

    /** Its rank. */
    public enum Level {
        READ,
        WRITE
    }

    @EmbeddedId
    private Key id;

    private Level level;

    protected GrantEntity() {}

    public GrantEntity(long userId, long number, Level level, String groupName) {
        this.id = new Key(userId, number);
        this.level = level;
        move(groupName);
    }

    public static Key key(long userId, long number) {
        return new Key(userId, number);
    }

    public void set(Level other) {
        level = other;
    }

    /** The id. */
    @Embeddable
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1;

        private long userId;
        private long number;

        protected Key() {}

        Key(long userId, long number) {
            this.userId = userId;
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && userId == that.userId && number == that.number;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(userId + number);
        }
    }
}
