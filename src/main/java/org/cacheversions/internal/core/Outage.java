package org.cacheversions.internal.core;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Logs the first failure of a series, and its end. Safe for use by many threads. */
final class Outage {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    private final AtomicBoolean going = new AtomicBoolean();

    boolean isGoing() {
        return going.get();
    }

    void failed(Supplier<String> message, Throwable cause) {
        if (going.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, message.get(), cause);
        }
    }

    void worked(Supplier<String> message) {
        if (going.get() && going.compareAndSet(true, false)) {
            LOG.log(System.Logger.Level.INFO, message.get());
        }
    }
}
