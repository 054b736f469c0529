package org.cacheversions.internal.core.call;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.support.NodeClock;
import org.jspecify.annotations.Nullable;

/**
 * Which hits are checked by running the method again, and who learns what was found.
 *
 * @param share the share of the hits, from 0 to 1
 * @param allowed whether a method may run again later, for nobody
 * @param executor runs the checks
 * @param comparison returns the fields in which two values differ for certain
 * @param digest returns a number that changes when the content of a value changes, or {@code null} if it is unknown
 * @param clock shows how old entries are
 * @param reports takes what was found
 */
public record VerificationSettings(
        double share,
        Predicate<CachedMethod> allowed,
        Executor executor,
        BiFunction<@Nullable Object, @Nullable Object, List<String>> comparison,
        Function<@Nullable Object, @Nullable Long> digest,
        NodeClock clock,
        Consumer<Finding> reports) {

    /** What a difference comes from. */
    public enum Cause {
        /** The method returns another value each time. */
        METHOD,
        /** A caller has changed the value of the entry. */
        CALLER,
        /** The data has changed. */
        DATA,
        /** The data has changed, or a caller has changed the value. */
        UNKNOWN
    }

    /**
     * An entry whose value is not what the method returns.
     *
     * @param caches those that the entry depends on, also through other cached calls
     * @param key a digest of the key
     * @param differences the paths of the first fields that differ
     * @param age how old the entry is, or {@code null} if a shared store had it before this node
     */
    public record Finding(
            CachedMethod method,
            SortedSet<String> caches,
            String key,
            List<String> differences,
            @Nullable Duration age,
            Cause cause) {

        /** Returns the message for people. */
        public String message() {
            String stored = age == null ? "at an unknown time" : age.truncatedTo(ChronoUnit.SECONDS) + " ago";
            return switch (cause) {
                case METHOD -> CallMessages.notDeterministic(method.id(), key, differences);
                case CALLER -> CallMessages.changedByCaller(method.id(), key, stored, differences);
                case DATA -> forgotten(stored + " and unchanged since");
                case UNKNOWN -> forgotten(stored + " and perhaps changed by a caller since");
            };
        }

        private String forgotten(String stored) {
            return CallMessages.forgottenInvalidation(method.id(), caches, key, stored, differences);
        }
    }

    boolean selects(CachedMethod method) {
        return (share >= 1 || ThreadLocalRandom.current().nextDouble() < share) && allowed.test(method);
    }

    List<String> differences(@Nullable Object one, @Nullable Object other) {
        return comparison.apply(one, other);
    }

    @Nullable
    Long digest(@Nullable Object value) {
        return digest.apply(value);
    }

    void report(Finding finding) {
        reports.accept(finding);
    }
}
