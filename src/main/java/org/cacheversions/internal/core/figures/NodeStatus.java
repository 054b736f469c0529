package org.cacheversions.internal.core.figures;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * What there is to see of the caches of a node.
 *
 * @param at when it was looked at
 * @param current whether the versions could be read; if not, they are those that were read last
 * @param caches by their names, also those without a row or without a method
 * @param methods by their names
 * @param total the sum of the methods
 * @param minutes the last hour, the earliest first
 */
public record NodeStatus(
        Instant at,
        boolean current,
        List<OfCache> caches,
        List<OfMethod> methods,
        CacheStats total,
        List<Minute> minutes) {

    /**
     * A cache; what a method has counted that depends on several is in each of them.
     *
     * @param name its name
     * @param row its row, or {@code null} if it has none
     * @param changed when its version was last changed, or {@code null} if that is not known
     * @param figures the sum of its methods
     * @param minutes the last hour, the earliest first
     */
    public record OfCache(
            String name,
            @Nullable VersionRow row,
            @Nullable Instant changed,
            CacheStats figures,
            List<Minute> minutes) {}

    /**
     * A cached method, or an injected cache.
     *
     * @param name its name with the types of its parameters
     * @param caches what its entries depend on
     * @param figures what was counted
     */
    public record OfMethod(String name, SortedSet<String> caches, CacheStats figures) {}

    /** Answers the methods whose entries depend on this cache. */
    public List<OfMethod> methodsOf(String cache) {
        return methods.stream().filter(method -> method.caches.contains(cache)).toList();
    }
}
