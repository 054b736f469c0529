package org.cacheversions.internal.core.support;

import java.util.List;

/** Closes one thing after the other when the application is undeployed: what fails must not keep the rest open. */
public final class Closing {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    private Closing() {}

    /** Runs each of these, in their order; never throws but what ends the JVM. */
    public static void each(List<Runnable> steps) {
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException | LinkageError e) {
                LOG.log(System.Logger.Level.WARNING, SupportMessages.notClosed(e), e);
            }
        }
    }
}
