package org.cacheversions.internal.core.config;

import java.time.Duration;

/**
 * How old the versions may be that a request is given.
 *
 * @param mode where the guarantee comes from
 * @param age how long ago the SELECT of a snapshot may have begun that a request is given; nothing in strict coherence
 */
public record Coherence(Mode mode, Duration age) {

    /** Where the guarantee comes from. */
    public enum Mode {
        /** Every snapshot began after its request: nothing committed before is missed. */
        STRICT,
        /** A snapshot may be as old as the age. */
        BOUNDED,
        /** A snapshot may be as old as the age, and who invalidates waits for as long: nothing committed is missed. */
        LEASED
    }

    /** The default. */
    public static final Coherence STRICT = new Coherence(Mode.STRICT, Duration.ZERO);

    boolean isStrict() {
        return mode == Mode.STRICT;
    }

    /** Answers how long after its commit an invalidation is held back: a lease, and what clocks may differ by. */
    public Duration writersWait() {
        return mode == Mode.LEASED ? age.plus(age.dividedBy(100)).plusMillis(10) : Duration.ZERO;
    }
}
