package org.cacheversions.internal.core.support;

import java.util.List;

/** Runs all steps of a shutdown, even if some fail. */
public final class Closing {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    private Closing() {}

    /** Runs the steps in their order, and logs their exceptions. */
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
