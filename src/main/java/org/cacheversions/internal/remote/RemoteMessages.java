package org.cacheversions.internal.remote;

import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.support.Text;

/**
 * The messages about stores outside the heap. Each has a stable code and names the cause and the remedy. Retired codes
 * are not used again.
 */
final class RemoteMessages {

    private RemoteMessages() {}

    static String typeStaysOnHeap(String method, String type, Throwable cause) {
        return "CV0504: the return type of " + method + ", " + type + ", can't be shared with other nodes ("
                + cause.getMessage() + "). Its entries stay on the heap of each node. Return records, collections and"
                + " values of the JDK, or provide a bean of type ValueCodec that supports it.";
    }

    static String valueStaysOnHeap(String method, Throwable cause) {
        return "CV0505: a value that " + method + " returned is not read as it was written ("
                + Text.rootOf(cause)
                + "). Such entries stay on the heap of each node. Return records, collections and values of the JDK, or"
                + " provide a bean of type ValueCodec that supports it. Not logged again for this method.";
    }

    static String keyStaysOnHeap(String method, Class<?> type) {
        return "CV0506: an argument of " + method + " has the type " + type.getName()
                + ", which can't be part of a"
                + " key that is the same on every node. Such entries stay on the heap of each node. Pass records,"
                + " collections and values of the JDK, or mark the parameters that form the key with @CacheKey.";
    }

    static String entryStaysOnHeap(String method, int caches, int scopes) {
        return "CV0533: a value that " + method + " returned depends on " + caches + " caches besides its own and on "
                + scopes
                + " scopes, more than an entry that nodes share can name. Such entries stay on the heap of each"
                + " node. Split the method, or call fewer cached methods with scopes in it. Not logged again for this"
                + " method.";
    }

    static String entryUnreadable(String method, Throwable cause) {
        return "CV0507: an entry of " + method + " in the store can't be read (" + Text.rootOf(cause)
                + "). It counts as a miss and is removed. Check what else writes to this namespace. Not logged again"
                + " for this method.";
    }

    static String decodingTooSlow(String method, long millis) {
        return "CV0532: an entry of " + method + " in the store took " + millis
                + " ms to decode. It counts as a miss and"
                + " is removed. Return a smaller value, or look for pauses of this JVM. Not logged again for this"
                + " method.";
    }

    static String entryUnverified(String method) {
        return "CV0524: an entry of " + method + " in the store was not written with a secret of "
                + Configuration.REDIS_SECRET + " or " + Configuration.JCACHE_SECRET
                + ". It is a miss, and is not decoded. Check that all nodes have a secret in common, and who else can"
                + " write to the store. Logged at most once a minute.";
    }

    static String valueTooLong(String method, int length, int limit) {
        return "CV0508: a value that " + method + " returned takes " + length + " bytes, and the"
                + " limit, " + Configuration.REDIS_MAX_VALUE + " or " + Configuration.JCACHE_MAX_VALUE + ", is " + limit
                + ". It is not stored. Return less, or raise the limit. Not logged again for this method.";
    }
}
