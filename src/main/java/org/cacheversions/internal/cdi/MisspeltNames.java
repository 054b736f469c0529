package org.cacheversions.internal.cdi;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.support.Text;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.versions.VersionMessages;

/**
 * Finds names that look misspelt: no cached method depends on them, but one depends on a similar name. Invalidating such a
 * cache has no effect, and auto-start gives it a row as any other.
 */
final class MisspeltNames {

    private static final int MOST_CHANGES = 2;

    private MisspeltNames() {}

    /** Reports them, each once. */
    static void report(Map<String, SortedSet<String>> named, List<CachedMethod> methods, Warnings warnings) {
        SortedSet<String> used = new TreeSet<>();
        methods.forEach(method -> used.addAll(method.caches()));
        named.forEach((place, caches) -> caches.stream()
                .filter(name -> !used.contains(name))
                .forEach(name -> report(place, name, used, warnings)));
    }

    private static void report(String place, String name, Collection<String> used, Warnings warnings) {
        used.stream()
                .filter(other -> areSimilar(name, other))
                .findFirst()
                .ifPresent(other -> warnings.once(VersionMessages.perhapsMisspelt(place, name, other)));
    }

    private static boolean areSimilar(String name, String other) {
        int length = Math.min(name.length(), other.length());
        return !withoutDigits(name).equals(withoutDigits(other)) // as in "tenant1" and "tenant2"
                && Text.distance(name, other) <= Math.min(MOST_CHANGES, (length + 1) / 4);
    }

    private static String withoutDigits(String name) {
        return name.replaceAll("[0-9]", "");
    }
}
