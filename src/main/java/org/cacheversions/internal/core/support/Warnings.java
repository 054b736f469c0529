package org.cacheversions.internal.core.support;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Logs each warning once. Safe for use by many threads. */
public final class Warnings {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /** Logs a message, unless it was before. */
    public void once(String message) {
        if (logged.add(message)) {
            LOG.log(System.Logger.Level.WARNING, message);
        }
    }
}
