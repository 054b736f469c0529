package org.cacheversions;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link CacheVersions} if the versions could not be read from the database for this request. Cached methods
 * do not throw it; they bypass the store and compute their values.
 */
public class VersionsUnavailableException extends CacheVersionsException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that starts with a code and names the cause and the remedy. */
    public VersionsUnavailableException(String message) {
        super(message);
    }

    /** Creates an exception with a message, which starts with a code, and a cause. */
    public VersionsUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
