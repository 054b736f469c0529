package org.cacheversions.internal.core.config;

import org.jspecify.annotations.Nullable;

/**
 * How hints go from node to node.
 *
 * @param channel {@value Configuration#HINTS}
 * @param url {@value Configuration#HINTS_URL}: the database to listen to, if the channel is PostgreSQL
 * @param user {@value Configuration#HINTS_USER}: its user, {@code null} if the URL names one
 * @param password {@value Configuration#HINTS_PASSWORD}: of that user
 */
public record HintSettings(
        String channel,
        @Nullable Secret url,
        @Nullable String user,
        @Nullable Secret password) {

    /** The channel of PostgreSQL that nodes listen to. */
    public static final String POSTGRESQL_CHANNEL = "cache_versions";

    /** The channel of Redis that nodes subscribe to. */
    public static final String REDIS_CHANNEL = "cache-versions";
}
