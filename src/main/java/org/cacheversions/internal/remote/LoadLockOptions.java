package org.cacheversions.internal.remote;

import java.time.Duration;

/**
 * How one node makes the others wait while it loads an entry.
 *
 * @param keys where the locks are kept
 * @param duration how long one node may keep the others from loading the same entry
 */
public record LoadLockOptions(LockKeys keys, Duration duration) {}
