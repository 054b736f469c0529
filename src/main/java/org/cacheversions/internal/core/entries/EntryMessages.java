package org.cacheversions.internal.core.entries;

import org.cacheversions.internal.core.support.Text;

/**
 * The messages about the store. Each has a stable code, and names the thing, the cause and the remedy. A retired code is not
 * used again.
 */
final class EntryMessages {

    private EntryMessages() {}

    static String storeFailed(String store, Throwable cause) {
        return "CV0502: the store " + store + " failed (" + Text.rootOf(cause)
                + "). Its entries count as misses until it" + " works. Not logged again for this outage.";
    }

    static String storeWorksAgain(String store) {
        return "CV0503: the store " + store + " works again.";
    }
}
