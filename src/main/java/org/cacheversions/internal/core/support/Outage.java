package org.cacheversions.internal.core.support;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Logs the first failure of an outage, and its end. Thread-safe. */
public final class Outage {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    private final AtomicBoolean going = new AtomicBoolean();

    public boolean isGoing() {
        return going.get();
    }

    public void failed(Supplier<String> message, Throwable cause) {
        if (going.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, message.get(), cause);
        }
    }

    public void worked(Supplier<String> message) {
        if (going.get() && going.compareAndSet(true, false)) {
            LOG.log(System.Logger.Level.INFO, message.get());
        }
    }
}
