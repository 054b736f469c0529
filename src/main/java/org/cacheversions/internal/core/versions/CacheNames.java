package org.cacheversions.internal.core.versions;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.cacheversions.UnknownCacheException;
import org.jspecify.annotations.Nullable;

/** The names that a cache may have. */
public final class CacheNames {

    /** The row that is locked first to start caches or to invalidate all of them. It is not a cache. */
    public static final String RESERVED = "*";

    /** The longest name that fits into the table. */
    public static final int MAX_LENGTH = 128;

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_.-]{1," + MAX_LENGTH + "}");

    private CacheNames() {}

    public static boolean isValid(@Nullable String name) {
        return name != null && VALID.matcher(name).matches();
    }

    /**
     * Returns the names without duplicates, in the order in which their rows are locked.
     *
     * @throws IllegalArgumentException if there are none
     * @throws UnknownCacheException if one is not a valid name
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
