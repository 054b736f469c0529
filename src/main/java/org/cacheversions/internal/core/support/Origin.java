package org.cacheversions.internal.core.support;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Where in the application an invalidation comes from, for people. Thread-safe. */
public final class Origin {

    private static final int MOST = 3;

    private final long begun = System.nanoTime();
    private final Set<String> places = new ConcurrentSkipListSet<>();
    private volatile @Nullable String user;
    private volatile boolean early;

    /** Adds a place in the code, and the name of the user whose request is served there, if there is one. */
    public void add(String place, @Nullable String name) {
        if (places.size() < MOST) {
            places.add(place);
        }
        if (user == null) {
            user = name;
        }
    }

    public void add(Origin other) {
        other.places.forEach(place -> add(place, other.user));
    }

    /** Returns the first few methods, or other places, in the order of their names. */
    public Set<String> places() {
        return places;
    }

    public @Nullable String user() {
        return user;
    }

    /** Notes that the invalidation may be announced before its commit. */
    public void announcedEarly() {
        early = true;
    }

    public boolean isAnnouncedEarly() {
        return early;
    }

    /** Returns the nanoseconds since the invalidation began. */
    public long age() {
        return System.nanoTime() - begun;
    }
}
