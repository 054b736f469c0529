package org.cacheversions.internal.core.support;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Logs each warning once. Thread-safe. */
public final class Warnings {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    public void once(String message) {
        if (logged.add(message)) {
            LOG.log(System.Logger.Level.WARNING, message);
        }
    }
}
