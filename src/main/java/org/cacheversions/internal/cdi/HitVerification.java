package org.cacheversions.internal.cdi;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.cacheversions.internal.core.call.VerificationSettings;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.remote.ContentDigest;
import org.cacheversions.internal.remote.Differences;

/**
 * Verifies hits of methods that could be refreshed ahead, and reports at most one difference an hour for each method and
 * cause.
 */
final class HitVerification implements Consumer<VerificationSettings.Finding> {

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final Consumer<String> warnings;
    private final NodeClock clock;
    private final Map<String, Long> reported = new ConcurrentHashMap<>();

    HitVerification(Consumer<String> warnings, NodeClock clock) {
        this.warnings = warnings;
        this.clock = clock;
    }

    static VerificationSettings of(
            double share,
            List<ScannedMethod> methods,
            Executor executor,
            NodeClock clock,
            Consumer<VerificationSettings.Finding> reports) {
        Set<String> allowed = methods.stream()
                .filter(HitVerification::mayRunAgain)
                .map(ScannedMethod::id)
                .collect(Collectors.toSet());
        return new VerificationSettings(
                share,
                method -> allowed.contains(method.id()),
                executor,
                Differences::between,
                ContentDigest::of,
                clock,
                reports);
    }

    /** As {@link LifetimeCheck} requires of methods with {@code refreshAhead}. */
    private static boolean mayRunAgain(ScannedMethod method) {
        return method.lasting()
                && !method.isAsynchronous()
                && Arrays.stream(method.method().getParameterTypes()).noneMatch(Class::isArray);
    }

    @Override
    public void accept(VerificationSettings.Finding finding) {
        long now = clock.nanoTime();
        String subject = finding.method().id() + finding.cause();
        Long last = reported.get(subject);
        if (last == null || now - last >= HOUR) {
            reported.put(subject, now);
            warnings.accept(finding.message());
        }
    }
}
