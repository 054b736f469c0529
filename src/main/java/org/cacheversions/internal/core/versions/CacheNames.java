package org.cacheversions.internal.core.versions;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.cacheversions.UnknownCacheException;
import org.jspecify.annotations.Nullable;

/** What a cache may be called. */
public final class CacheNames {

    /** The row that whoever starts caches or invalidates all of them locks first. It is no cache. */
    public static final String RESERVED = "*";

    /** The longest name that the table takes. */
    public static final int MAX_LENGTH = 128;

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_.-]{1," + MAX_LENGTH + "}");

    private CacheNames() {}

    /** Tells whether a cache may be called so. */
    public static boolean isValid(@Nullable String name) {
        return name != null && VALID.matcher(name).matches();
    }

    /**
     * Answers the names in the order in which their rows are locked, each once.
     *
     * @throws IllegalArgumentException if there is none
     * @throws UnknownCacheException if one can't be the name of a cache
     */
    public static SortedSet<String> sorted(Collection<? extends @Nullable String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException(VersionMessages.noCacheNamed());
        }
        SortedSet<String> sorted = new TreeSet<>();
        for (String name : names) {
            if (name == null || !isValid(name)) {
                throw new UnknownCacheException(VersionMessages.invalidName(name));
            }
            sorted.add(name);
        }
        return Collections.unmodifiableSortedSet(sorted);
    }
}
