package org.cacheversions.cluster.app;

/** What a writer throws when it was told to. */
final class OrderedFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OrderedFailure() {
        super("as ordered", null, false, false);
    }
}
