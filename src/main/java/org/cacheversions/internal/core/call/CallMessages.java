package org.cacheversions.internal.core.call;

import java.util.Collection;
import org.cacheversions.internal.core.support.Text;

/** Messages about cached calls. Their codes are stable; a retired code is never reused. */
final class CallMessages {

    private CallMessages() {}

    static String replicaAvailableAgain() {
        return "CV0316: the versions can be read from the replica again.";
    }

    static String noRequest() {
        return "CV0540: CacheVersions was used on a thread that serves no request, for example one of"
                + " AsyncContext.start or of an executor. Pass the thread the keys that it needs, or the request attribute"
                + " 'cacheVersions', which contains the versions of its request.";
    }

    static String partWithoutText(Class<?> type) {
        return "CV0542: a part of a key of CacheVersions.key is of type " + type.getName()
                + ", whose toString does not show its content: the text can be that of another object later. Pass what"
                + " identifies the object, for example its id.";
    }

    static String notRefreshed(String method) {
        return "CV0543: an entry of " + method
                + " is not refreshed before its end, since its caller may change an argument"
                + " meanwhile. Pass strings, numbers, dates of java.time, List.of, or records of these. Not logged again"
                + " for this method.";
    }

    static String lateLoad(String method) {
        return "CV0541: " + method
                + " was called without a request, in a transaction that had begun before the versions"
                + " were read, as that of a timer, a message-driven bean or a startup bean. Its data may be older, so the"
                + " values are not stored, and each such transaction loads them. Annotate the method with"
                + " @Transactional(REQUIRES_NEW) or @Transactional(NOT_SUPPORTED), or call it before the transaction"
                + " begins. Not logged again for this method.";
    }

    static String usedOnce(String method, Class<?> type) {
        return "CV0521: " + method + " has returned a value that is or holds an object of type " + type.getName()
                + ", which only one caller can use. Such a value is neither stored nor shared with waiting threads."
                + " Return what is read from it, for example a list or a byte array; in place of a Future, a"
                + " CompletionStage that is not a part of another value.";
    }

    static String invalidatesInLoad(String method) {
        return "CV0522: " + method + " is cached and has invalidated a cache, itself or by a method that it has called."
                + " A hit would skip what was written, so this value is not stored. Move the writing to a method that is"
                + " not cached; if the method only creates what is missing, there is nothing to do: its next value is"
                + " stored.";
    }

    static String keyWithoutEquals(String method, String type) {
        return "CV0501: an argument of " + method + " is of type " + type
                + ", which is equal only to itself whatever it"
                + " contains. Calls with such an argument are not cached. Add equals and hashCode (a record has them;"
                + " an array in it has not), pass a list in place of a view or stream, or mark the parameters that make"
                + " up the key with @CacheKey.";
    }

    static String proxyAsKey(String method, String type) {
        return "CV0530: an argument of " + method + " is of type " + type
                + ", a proxy that may stand for another object"
                + " at each call, such as the bean of another user. Calls with such an argument are not cached. Pass"
                + " what identifies the object, for example its id, or mark the parameters that make up the key with"
                + " @CacheKey.";
    }

    static String keyFailed(String method, String types) {
        return "CV0531: equals or hashCode of an argument of " + method + " has thrown an exception, or the argument"
                + " could not be copied (its type: " + types + "). Such calls are not cached. Correct these methods, or"
                + " mark the parameters that make up the key with @CacheKey.";
    }

    static String forgottenInvalidation(
            String method, Collection<String> caches, String key, String stored, Collection<String> differences) {
        return "CV0560: " + method + " returns another value than the cache of " + caches + " has (key " + key
                + ", stored " + stored + ", different at " + String.join(", ", differences)
                + "), and none of these caches was invalidated. Either the data was changed without invalidating one of"
                + " them, for example by SQL or by another program, or the method reads data of a cache that it does not"
                + " name. The entry was replaced. docs/verify.md lists what to look for.";
    }

    static String changedByCaller(String method, String key, String stored, Collection<String> differences) {
        return "CV1060: a caller has changed the value that it got from the cache of " + method + " (key " + key
                + ", stored " + stored + ", different at " + String.join(", ", differences)
                + "). Since then, all callers on this node got the changed value. The entry was replaced. Return values"
                + " that can't be changed, such as List.copyOf(...) or a record, or let the caller change a copy. A field"
                + " that a getter fills at its first call counts as a change unless it is transient.";
    }

    static String notDeterministic(String method, String key, Collection<String> differences) {
        return "CV0561: " + method + " has returned different values for the same arguments within a moment (key " + key
                + ", different at " + String.join(", ", differences)
                + "), so its entries can't be verified. Pass what it depends on,"
                + " such as the time, as an argument, or don't cache it.";
    }

    static String tagWithoutCache(Collection<String> named, String used) {
        return "CV0550: a response has used the cache '" + used + "', but its tag depends on " + named
                + " only. It gets no ETag, since its content may change without that of the tag. Add the cache to"
                + " @VersionedResponse or to the init-param 'caches' of the filter.";
    }

    static String tagWithoutMaxAge(Collection<String> named, String method, String life) {
        return "CV0551: a response that depends on " + named + " has used " + method
                + ", whose values have a time to live of " + life + ". It gets no ETag, since its tag would outlive the"
                + " value. Set maxAge of @VersionedResponse, or the init-param 'max-age' of the filter, to at most "
                + life
                + ", or remove the time to live if each change invalidates the cache.";
    }

    static String stageNotInvalidated(Collection<String> caches, Throwable cause) {
        return "CV0234: the caches " + caches + " could not be invalidated when the stage of a method with"
                + " @InvalidatesCache completed (" + Text.rootOf(cause) + "). What the method has written may be"
                + " committed, so entries may be old. The stage that the caller got fails, too. Invalidate these caches"
                + " again.";
    }
}
