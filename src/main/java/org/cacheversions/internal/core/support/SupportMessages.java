package org.cacheversions.internal.core.support;

/**
 * The messages about closing. Each has a stable code, and names the thing, the cause and the remedy. A retired code is not
 * used again.
 */
final class SupportMessages {

    private SupportMessages() {}

    static String notClosed(Throwable cause) {
        return "CV0608: something could not be closed when the application was undeployed (" + Text.rootOf(cause)
                + "). The" + " rest was; look whether it has left connections or threads.";
    }
}
