package org.cacheversions.rest;

import jakarta.ejb.ApplicationException;

/**
 * Ends a call of a resource method whose response the client already has. {@link VersionedResponses} turns it into a
 * 304. It rolls back no transaction of a session bean. {@code @Transactional} on another bean rolls back the transaction
 * that it began or joined, as after each unchecked exception, unless it says
 * {@code dontRollbackOn = NotModifiedException.class}. To interceptors outside that of {@link VersionedResponse} it is a
 * failure: one that retries, counts failures, or has a fallback must leave it out. Those of MicroProfile Fault Tolerance
 * are inside unless the application has changed their priority.
 */
@ApplicationException
public final class NotModifiedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception without a stack trace, since it reports no fault. */
    public NotModifiedException() {
        super("the client has this response already", null, false, false);
    }
}
