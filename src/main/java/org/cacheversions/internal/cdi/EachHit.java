package org.cacheversions.internal.cdi;

import java.util.function.Consumer;
import org.cacheversions.internal.core.call.VerificationSettings;
import org.cacheversions.internal.core.support.NodeClock;
import org.jspecify.annotations.Nullable;

/** Verifies all hits of an application, for tests. */
public final class EachHit {

    private final CacheRuntime runtime;
    private final @Nullable VerificationSettings before;

    private EachHit(CacheRuntime runtime, @Nullable VerificationSettings before) {
        this.runtime = runtime;
        this.before = before;
    }

    /** Verifies each hit from now on, on the thread that calls. */
    public static EachHit verify(CacheRuntime runtime, Consumer<VerificationSettings.Finding> reports) {
        VerificationSettings all =
                HitVerification.of(1, runtime.scan().methods(), Runnable::run, NodeClock.SYSTEM, reports);
        return new EachHit(runtime, runtime.engine().calls().verify(all));
    }

    /** Returns to the verification that this one has replaced: that of an enclosing test, or of the configuration. */
    public void end() {
        var unused = runtime.engine().calls().verify(before);
    }
}
