package org.cacheversions.cli;

import org.cacheversions.CacheVersionsException;
import org.jspecify.annotations.Nullable;

/** The database could not be reached. */
final class NoConnectionException extends CacheVersionsException {

    private static final long serialVersionUID = 1L;

    NoConnectionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
