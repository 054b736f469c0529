package org.cacheversions.example.permissions;

/** What somebody may do in a category; each includes those before it. */
public enum Access {
    NONE,
    READ,
    WRITE,
    MODERATE;

    public boolean includes(Access other) {
        return compareTo(other) >= 0;
    }

    Access or(Access other) {
        return includes(other) ? this : other;
    }
}
