package org.cacheversions.internal.core.config;

import java.time.Duration;

/**
 * How old the versions of a request may be.
 *
 * @param mode what guarantees it
 * @param age how long before the request the SELECT of its snapshot may have begun; zero in strict coherence
 */
public record Coherence(Mode mode, Duration age) {

    /** What guarantees the age of the versions. */
    public enum Mode {
        /** Each snapshot is read after its request began, so no earlier commit is missed. */
        STRICT,
        /** A snapshot may be as old as the age. */
        BOUNDED,
        /** A snapshot may be as old as the age, and writers wait for as long, so no earlier commit is missed. */
        LEASED
    }

    public static final Coherence STRICT = new Coherence(Mode.STRICT, Duration.ZERO);

    static Coherence of(Mode mode, Duration maxAge, Duration lease) {
        return switch (mode) {
            case STRICT -> STRICT;
            case BOUNDED -> new Coherence(mode, maxAge);
            case LEASED -> new Coherence(mode, lease);
        };
    }

    /** Returns how long a writer waits after its commit: the lease, plus a margin for differences between clocks. */
    public Duration writersWait() {
        return mode == Mode.LEASED ? age.plus(age.dividedBy(100)).plusMillis(10) : Duration.ZERO;
    }
}
