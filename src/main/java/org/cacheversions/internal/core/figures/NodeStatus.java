package org.cacheversions.internal.core.figures;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import org.cacheversions.internal.core.versions.WindowFigures;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * The caches of a node and their statistics.
 *
 * @param at when the status was read
 * @param current whether the versions could be read; if not, those of the last successful read are given
 * @param caches the caches by name, including those without a row or without a method
 * @param methods the methods by name
 * @param total the sum over all methods
 * @param minutes the last hour, the earliest minute first
 * @param invalidations the last invalidations, the newest first
 */
public record NodeStatus(
        Instant at,
        boolean current,
        List<OfCache> caches,
        List<OfMethod> methods,
        CacheStats total,
        List<Minute> minutes,
        List<SeenInvalidation> invalidations) {

    private static final int MOST_COSTLY = 20;

    /**
     * A cache. A method that depends on several caches counts in each.
     *
     * @param row its row, or {@code null} if it has none
     * @param changed when its version last changed, or {@code null} if that is unknown
     * @param scopes what this node knows of its scopes, or {@code null} if it has none
     * @param figures the sum over the methods that depend on it
     * @param minutes the last hour, the earliest minute first
     */
    public record OfCache(
            String name,
            @Nullable VersionRow row,
            @Nullable Instant changed,
            @Nullable WindowFigures scopes,
            CacheStats figures,
            List<Minute> minutes) {}

    /**
     * A cached method, or an injected cache.
     *
     * @param name its name with its parameter types
     * @param caches the caches that its entries depend on
     * @param figures its statistics
     */
    public record OfMethod(String name, SortedSet<String> caches, CacheStats figures) {}

    /** Returns the methods whose loads have taken the most time, the costliest one first. */
    public List<OfMethod> costliest() {
        return methods.stream()
                .filter(method -> method.figures.lostNanos() > 0)
                .sorted(Comparator.comparing((OfMethod method) -> method.figures.lostNanos())
                        .reversed())
                .limit(MOST_COSTLY)
                .toList();
    }

    /** Returns the methods whose entries depend on this cache. */
    public List<OfMethod> methodsOf(String cache) {
        return methods.stream().filter(method -> method.caches.contains(cache)).toList();
    }
}
