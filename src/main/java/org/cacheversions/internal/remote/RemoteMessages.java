package org.cacheversions.internal.remote;

import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.support.Text;

/**
 * The messages about stores outside of the heap. Each has a stable code, and names the thing, the cause and the remedy. A retired code is not
 * used again.
 */
final class RemoteMessages {

    private RemoteMessages() {}

    static String typeStaysOnHeap(String method, String type, Throwable cause) {
        return "CV0504: what " + method + " returns, " + type + ", can't be written for other nodes to read ("
                + cause.getMessage() + "). Its entries stay on the heap of each node. Return records, collections and"
                + " values of the JDK, or offer a bean of type ValueCodec that can write it.";
    }

    static String valueStaysOnHeap(String method, Throwable cause) {
        return "CV0505: a value that " + method + " has returned does not come back as it was written ("
                + Text.rootOf(cause)
                + "). Such entries stay on the heap of each node. Return records, collections and values of the JDK, or"
                + " offer a bean of type ValueCodec that can write it. Not logged again for this method.";
    }

    static String keyStaysOnHeap(String method, Class<?> type) {
        return "CV0506: an argument of " + method + " is of " + type.getName()
                + ", which can't be written as a part of a"
                + " key that is the same on every node. Such entries stay on the heap of each node. Pass records,"
                + " collections and values of the JDK, or mark the parameters that make the key with @CacheKey.";
    }

    static String entryUnreadable(String method, Throwable cause) {
        return "CV0507: an entry of " + method + " that was found in the store can't be read (" + Text.rootOf(cause)
                + "). It counts as a miss, and is replaced. See who else writes under this namespace. Not logged again"
                + " for this method.";
    }

    static String valueTooLong(String method, int length, int limit) {
        return "CV0508: a value that " + method + " has returned takes " + length + " bytes, and the"
                + " limit, " + Configuration.REDIS_MAX_VALUE + " or " + Configuration.JCACHE_MAX_VALUE + ", is " + limit
                + ". It is not stored there. Return less, or raise the limit. Not logged again for this method.";
    }
}
