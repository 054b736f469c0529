package org.cacheversions.internal.core.transaction;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cacheversions.Scope;

/**
 * What to invalidate: caches, each as a whole or only some scopes of it. Immutable and thread-safe.
 *
 * @param scopes the texts of the scopes of each cache, or an empty set for the whole cache
 */
public record Targets(SortedMap<String, Set<String>> scopes) {

    /** Returns these caches as a whole. */
    public static Targets whole(Collection<String> caches) {
        return of(caches, Set.of());
    }

    /** Returns these caches as a whole, and these scopes of other caches. */
    public static Targets of(Collection<String> whole, Collection<Scope> scopes) {
        SortedMap<String, Set<String>> targets = new TreeMap<>();
        for (Scope scope : scopes) {
            targets.computeIfAbsent(scope.cache(), cache -> new TreeSet<>()).add(scope.text());
        }
        whole.forEach(cache -> targets.put(cache, Set.of()));
        return new Targets(targets);
    }

    /** Returns the names of the caches, sorted. */
    public SortedSet<String> caches() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(scopes.keySet()));
    }

    /** Returns whether one of the caches is a target as a whole. */
    public boolean anyWhole() {
        return scopes.containsValue(Set.of());
    }

    /** Returns those that concern these caches. */
    public Targets of(Collection<String> caches) {
        SortedMap<String, Set<String>> some = new TreeMap<>(scopes);
        some.keySet().retainAll(caches);
        return new Targets(some);
    }

    public boolean isEmpty() {
        return scopes.isEmpty();
    }
}
