package org.cacheversions.rest;

import jakarta.ejb.ApplicationException;

/**
 * Ends a call of a resource method whose response the client already has. {@link VersionedResponses} turns it into a
 * 304. No transaction is rolled back because of it.
 */
@ApplicationException
public final class NotModifiedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception without a stack trace, since it reports no fault. */
    public NotModifiedException() {
        super("the client has this response already", null, false, false);
    }
}
