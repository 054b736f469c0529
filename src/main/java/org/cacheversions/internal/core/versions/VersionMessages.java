package org.cacheversions.internal.core.versions;

import java.util.Collection;
import org.cacheversions.internal.core.support.Text;
import org.jspecify.annotations.Nullable;

/**
 * The messages about names and versions. Each has a stable code, and names the thing, the cause and the remedy. A retired code is not
 * used again.
 */
public final class VersionMessages {

    private VersionMessages() {}

    static String noCacheNamed() {
        return "CV0101: no cache was named. Name at least one, or call invalidateAll().";
    }

    public static String invalidName(@Nullable String name) {
        return "CV0102: " + Text.quoted(name) + " can't be the name of a cache. A name has 1 to "
                + CacheNames.MAX_LENGTH + " characters of A-Z, a-z, 0-9, '_', '.' and '-'.";
    }

    public static String unknownCache(String cache, Collection<String> known) {
        return "CV0103: there is no cache '" + cache + "': the table cache_version has no such row. Correct the name,"
                + " start the cache by a migration, or set cache-versions.auto-start=true. Known: " + known + ".";
    }

    public static String stoppedCache(String cache) {
        return "CV0105: the cache '" + cache + "' was stopped: its row is gone from the table cache_version. What"
                + " depends on it is computed at every call. Start it again, or deploy a version that does without it.";
    }

    public static String versionsUnavailable(Throwable cause) {
        return "CV0106: the versions could not be read from the table cache_version (" + Text.rootOf(cause)
                + "). Caching is"
                + " bypassed until they can; look at the database and its pool. Not logged again for this outage.";
    }

    public static String versionsUnavailableNow() {
        return "CV0107: the versions could not be read for this request. Caching is bypassed in it; the cause was"
                + " logged under CV0106.";
    }

    public static String replicaUnavailable(Throwable cause) {
        return "CV0315: the versions could not be read from the replica that cache-versions.guard names ("
                + Text.rootOf(cause) + "). Nothing that is loaded is stored until they can; look at the replica, and at"
                + " whether it has the table cache_version. Not logged again for this outage.";
    }
}
