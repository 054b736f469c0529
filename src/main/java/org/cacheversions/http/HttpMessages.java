package org.cacheversions.http;

/** Messages about conditional responses. Their codes are stable; a retired code is never reused. */
final class HttpMessages {

    private HttpMessages() {}

    static String badParameter(String name, String value) {
        return "CV0409: the init-param '" + name + "' of a VersionedResponseFilter is '" + value + "'. Allowed: caches,"
                + " one or more names of caches; vary, any of user, session, none and names of request headers; max-age,"
                + " an ISO-8601 duration such as PT5M; cache-control; cache-groups, true or false. Lists are separated by commas.";
    }
}
