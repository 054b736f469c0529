package org.cacheversions.internal.core.entries;

import org.cacheversions.internal.core.support.Text;

/** Messages about the store. Their codes are stable; a retired code is never reused. */
public final class EntryMessages {

    private EntryMessages() {}

    static String storeFailed(String store, Throwable cause) {
        return "CV0502: the store " + store + " failed (" + Text.rootOf(cause)
                + "). Every lookup is a miss until it works again. Not logged again during this outage.";
    }

    public static String tooHeavy(String method, int weight) {
        return "CV0509: a value of " + method + " takes about " + weight + " bytes of the heap, more than 1% of"
                + " cache-versions.local.max-weight, and is not stored. Cache smaller parts of it, or raise the bound."
                + " Not logged again for this method.";
    }

    static String storeWorksAgain(String store) {
        return "CV0503: the store " + store + " works again.";
    }
}
