package org.cacheversions.benchmark;

import java.io.Serializable;
import java.time.Instant;

/** A small value that every codec supports. */
public record Ban(long userId, String reason, Instant since) implements Serializable {

    static Ban of(long userId) {
        return new Ban(userId, "spam, and noise in the evening", Instant.ofEpochSecond(1_700_000_000 + userId));
    }
}
