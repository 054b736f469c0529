package org.cacheversions;

import org.jspecify.annotations.Nullable;

/**
 * Thrown at deployment if a configuration key, an annotation, the persistence unit or the store is wrong. The message
 * lists all problems that were found, each with its remedy.
 */
public class InvalidConfigurationException extends CacheVersionsException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that starts with a code and names the cause and the remedy. */
    public InvalidConfigurationException(String message) {
        super(message);
    }

    /** Creates an exception with a message, which starts with a code, and a cause. */
    public InvalidConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
