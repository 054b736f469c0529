package org.cacheversions.internal.remote;

import java.time.Duration;

/**
 * How one node has the others wait while it computes an entry.
 *
 * @param tokens what says who holds a lease
 * @param duration how long a node may keep the others from computing the same entry
 */
public record LeaseOptions(Tokens tokens, Duration duration) {}
