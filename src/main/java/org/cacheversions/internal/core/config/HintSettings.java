package org.cacheversions.internal.core.config;

import org.jspecify.annotations.Nullable;

/**
 * How nodes notify each other of invalidations.
 *
 * @param channel what carries the hints
 * @param url the database to listen to, if the channel is PostgreSQL
 * @param user its user, {@code null} if the URL contains one
 * @param password the password of that user
 */
public record HintSettings(
        Channel channel,
        @Nullable Secret url,
        @Nullable String user,
        @Nullable Secret password) {

    /** The channel of PostgreSQL that nodes listen to. */
    public static final String POSTGRESQL_CHANNEL = "cache_versions";

    /** The channel of Redis that nodes subscribe to. */
    public static final String REDIS_CHANNEL = "cache-versions";

    /** What carries the hints. */
    public enum Channel {
        NONE,
        POSTGRESQL,
        REDIS
    }
}
