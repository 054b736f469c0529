package org.cacheversions;

import org.jspecify.annotations.Nullable;

/** The versions could not be read from the database. Cached methods compute in the meantime. */
public class VersionsUnavailableException extends CacheVersionsException {

    private static final long serialVersionUID = 1L;

    /** Makes an exception with a message that names the thing, the cause and the remedy. */
    public VersionsUnavailableException(String message) {
        super(message);
    }

    /** Makes an exception with a message and a cause. */
    public VersionsUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
