package org.cacheversions.internal.core.entries;

import org.cacheversions.internal.core.support.Text;

/** Messages about the store. Their codes are stable; a retired code is never reused. */
final class EntryMessages {

    private EntryMessages() {}

    static String storeFailed(String store, Throwable cause) {
        return "CV0502: the store " + store + " failed (" + Text.rootOf(cause)
                + "). Every lookup is a miss until it works again. Not logged again during this outage.";
    }

    static String storeWorksAgain(String store) {
        return "CV0503: the store " + store + " works again.";
    }
}
