package org.cacheversions;

import org.jspecify.annotations.Nullable;

/**
 * Root of the exceptions of this library. The message starts with a stable code such as {@code CV0102}. Rely
 * only on the code, since the rest of the text may change.
 *
 * <p>Exceptions of cached methods and loaders are never wrapped in it.
 */
public class CacheVersionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that starts with a code and names the cause and the remedy. */
    public CacheVersionsException(String message) {
        super(message);
    }

    /** Creates an exception with a message, which starts with a code, and a cause. */
    public CacheVersionsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
