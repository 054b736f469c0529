package org.cacheversions.cluster.app;

/** Thrown by a writer when the request asks for a failure. */
final class RequestedFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RequestedFailure() {
        super("as requested", null, false, false);
    }
}
