package org.cacheversions.internal.core.support;

/** Messages about closing. Their codes are stable; a retired code is never reused. */
final class SupportMessages {

    private SupportMessages() {}

    static String notClosed(Throwable cause) {
        return "CV0608: a resource could not be closed when the application was undeployed (" + Text.rootOf(cause)
                + "). The others were closed. Check whether it has left connections or threads open.";
    }
}
