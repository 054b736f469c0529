package org.cacheversions.internal.core.call;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.jspecify.annotations.Nullable;

/**
 * Which hits are checked by running the method again, and who learns what was found.
 *
 * @param share the share of the hits, from 0 to 1
 * @param allowed whether a method may run again later, for nobody
 * @param executor runs the checks
 * @param comparison returns where two values differ, or {@code null} if they do not
 * @param reports takes what was found
 */
public record VerificationSettings(
        double share,
        Predicate<CachedMethod> allowed,
        Executor executor,
        BiFunction<@Nullable Object, @Nullable Object, @Nullable String> comparison,
        Consumer<Finding> reports) {

    /**
     * An entry whose value is not what the method returns.
     *
     * @param key a digest of the key
     * @param difference the path of the first field that differs
     * @param repeatable whether the method has returned the same twice
     */
    public record Finding(CachedMethod method, String key, String difference, boolean repeatable) {

        /** Returns the message for people. */
        public String message() {
            return repeatable
                    ? CallMessages.forgottenInvalidation(method.id(), method.caches(), key, difference)
                    : CallMessages.notDeterministic(method.id(), key, difference);
        }
    }

    boolean selects(CachedMethod method) {
        return (share >= 1 || ThreadLocalRandom.current().nextDouble() < share) && allowed.test(method);
    }

    @Nullable
    String difference(@Nullable Object one, @Nullable Object other) {
        return comparison.apply(one, other);
    }

    void report(Finding finding) {
        reports.accept(finding);
    }
}
