package org.cacheversions.internal.core.call;

/**
 * The messages about cached calls. Each has a stable code, and names the thing, the cause and the remedy. A retired code is not
 * used again.
 */
final class CallMessages {

    private CallMessages() {}

    static String replicaAvailableAgain() {
        return "CV0316: the versions can be read from the replica again.";
    }

    static String keyWithoutEquals(String method, Class<?> type) {
        return "CV0501: an argument of " + method + " is of " + type.getName() + ", which has no equals and hashCode of"
                + " its own: every instance makes another key. Add them (a record has them), or mark the parameters"
                + " that make the key with @CacheKey.";
    }
}
