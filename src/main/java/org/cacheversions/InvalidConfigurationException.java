package org.cacheversions;

import org.jspecify.annotations.Nullable;

/** The library is configured wrongly; the message lists every problem found, each with its remedy. */
public class InvalidConfigurationException extends CacheVersionsException {

    private static final long serialVersionUID = 1L;

    /** Makes an exception with a message that names the thing, the cause and the remedy. */
    public InvalidConfigurationException(String message) {
        super(message);
    }

    /** Makes an exception with a message and a cause. */
    public InvalidConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
