package org.cacheversions;

import org.jspecify.annotations.Nullable;

/** A name was used that no row of {@code cache_version} has. */
public class UnknownCacheException extends CacheVersionsException {

    private static final long serialVersionUID = 1L;

    /** Makes an exception with a message that names the thing, the cause and the remedy. */
    public UnknownCacheException(String message) {
        super(message);
    }

    /** Makes an exception with a message and a cause. */
    public UnknownCacheException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
