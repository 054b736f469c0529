package org.cacheversions.internal.cdi;

import java.util.function.Consumer;
import org.cacheversions.internal.core.call.VerificationSettings;
import org.cacheversions.internal.core.support.NodeClock;

/** Verifies all hits of an application, for tests. */
public final class EachHit {

    private EachHit() {}

    /** Verifies each hit from now on, on the thread that calls. */
    public static void verify(CacheRuntime runtime, Consumer<VerificationSettings.Finding> reports) {
        runtime.engine()
                .calls()
                .verify(HitVerification.of(1, runtime.scan().methods(), Runnable::run, NodeClock.SYSTEM, reports));
    }

    /** Verifies no hit any more, not even those that the configuration asks for. */
    public static void end(CacheRuntime runtime) {
        runtime.engine().calls().verify(null);
    }
}
