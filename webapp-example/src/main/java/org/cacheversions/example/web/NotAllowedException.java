package org.cacheversions.example.web;

/** The visitor has no right to do this. */
class NotAllowedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAllowedException(String message) {
        super(message);
    }
}
