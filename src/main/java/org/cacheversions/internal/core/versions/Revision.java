package org.cacheversions.internal.core.versions;

import java.util.List;

/** An invalidation of a cache. Compared by identity, since there are many, and each has one object. */
final class Revision {

    private final long number;
    private final String version;
    private final List<String> scopes;
    private final long nanos;

    /**
     * Creates a revision.
     *
     * @param scopes the scopes that it has invalidated
     * @param nanos when this node has read it, by its clock
     */
    Revision(long number, String version, List<String> scopes, long nanos) {
        this.number = number;
        this.version = version;
        this.scopes = scopes;
        this.nanos = nanos;
    }

    static Revision later(Revision one, Revision other) {
        return one.number > other.number ? one : other;
    }

    long number() {
        return number;
    }

    String version() {
        return version;
    }

    List<String> scopes() {
        return scopes;
    }

    long nanos() {
        return nanos;
    }
}
