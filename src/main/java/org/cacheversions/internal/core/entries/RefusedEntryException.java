package org.cacheversions.internal.core.entries;

/** Thrown for an entry that may not be used, and has been reported. It is counted, but the store has not failed. */
public final class RefusedEntryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RefusedEntryException(String message) {
        super(message, null, false, false); // it may be thrown at each lookup
    }
}
