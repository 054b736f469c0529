package org.cacheversions.internal.core.call;

import java.util.Collection;
import org.cacheversions.internal.core.support.Text;

/** Messages about cached calls. Their codes are stable; a retired code is never reused. */
final class CallMessages {

    private CallMessages() {}

    static String replicaAvailableAgain() {
        return "CV0316: the versions can be read from the replica again.";
    }

    static String usedOnce(String method, Class<?> type) {
        return "CV0521: " + method + " has returned a value that is or holds an object of type " + type.getName()
                + ", which only one caller can use. Such a value is neither stored nor shared with waiting threads."
                + " Return what is read from it, for example a list or a byte array; in place of a Future, a"
                + " CompletionStage that is not a part of another value.";
    }

    static String keyWithoutEquals(String method, Class<?> type) {
        return "CV0501: an argument of " + method + " is of type " + type.getName() + ", which does not override equals"
                + " and hashCode, so that every instance is a different key. Add both (a record has them), or mark the"
                + " parameters that make up the key with @CacheKey.";
    }

    static String stageNotInvalidated(Collection<String> caches, Throwable cause) {
        return "CV0234: the caches " + caches + " could not be invalidated when the stage of a method with"
                + " @InvalidatesCache completed (" + Text.rootOf(cause) + "). What the method has written may be"
                + " committed, so entries may be old. The stage that the caller got fails, too. Invalidate these caches"
                + " again.";
    }
}
