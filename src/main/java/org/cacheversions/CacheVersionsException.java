package org.cacheversions;

import org.jspecify.annotations.Nullable;

/** Root of this library's exceptions. The message starts with a stable code such as {@code CV0102}. */
public class CacheVersionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes an exception with a message that names the thing, the cause and the remedy. */
    public CacheVersionsException(String message) {
        super(message);
    }

    /** Makes an exception with a message and a cause. */
    public CacheVersionsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
