package org.cacheversions;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a cache is used that has no row in the table {@code cache_version}, or whose name is malformed. A name has
 * 1 to 128 characters of {@code [A-Za-z0-9_.-]}.
 *
 * <p>A cache whose row this node has seen before, and which is gone now, was stopped. It does not cause this exception:
 * methods that depend on it compute at each call, and a warning is logged once.
 */
public class UnknownCacheException extends CacheVersionsException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that starts with a code and names the cause and the remedy. */
    public UnknownCacheException(String message) {
        super(message);
    }

    /** Creates an exception with a message, which starts with a code, and a cause. */
    public UnknownCacheException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
