package org.cacheversions.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.cdi.EachHit;
import org.cacheversions.internal.core.call.VerificationSettings;

/**
 * Runs the method again after each hit in the application whose CDI container is the current one, and remembers which
 * entries were out of date. {@link CacheAssertions#assertNothingForgotten} and
 * {@link org.cacheversions.testing.junit.VerifyHits} use it. Thread-safe.
 */
public final class VerifiedHits {

    private final List<String> differences = new CopyOnWriteArrayList<>();
    private final EachHit verification;

    private VerifiedHits() {
        verification = EachHit.verify(CacheRuntime.current(), this::add);
    }

    /**
     * Begins to verify hits.
     *
     * @throws IllegalStateException if no CDI container is running
     */
    public static VerifiedHits begin() {
        return new VerifiedHits();
    }

    private void add(VerificationSettings.Finding finding) {
        differences.add(finding.message());
    }

    /** Ends this verification. An enclosing one continues, as does one that the configuration has started. */
    public void end() {
        verification.end();
    }

    /** Throws {@link AssertionError} if an entry was out of date. */
    public void requireNoDifference() {
        if (!differences.isEmpty()) {
            throw new AssertionError(AssertionMessages.assertedNothingForgotten(differences));
        }
    }
}
