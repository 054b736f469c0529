package org.cacheversions.internal.core.versions;

import java.util.Collection;
import org.cacheversions.internal.core.support.Text;
import org.jspecify.annotations.Nullable;

/** Messages about names and versions. Their codes are stable; a retired code is never reused. */
public final class VersionMessages {

    private VersionMessages() {}

    static String noCacheNamed() {
        return "CV0101: no cache was named. Name at least one, or call invalidateAll().";
    }

    public static String invalidName(@Nullable String name) {
        return "CV0102: " + Text.quoted(name) + " is not a valid cache name. A name has 1 to " + CacheNames.MAX_LENGTH
                + " characters of A-Z, a-z, 0-9, '_', '.' and '-'.";
    }

    public static String unknownCache(String cache, Collection<String> known) {
        return "CV0103: there is no cache '" + cache + "': the table cache_version has no such row. Correct the name,"
                + " start the cache with a migration, or set cache-versions.auto-start=true. Known: " + known + ".";
    }

    public static String perhapsMisspelt(String place, String cache, String similar) {
        return "CV0114: " + place + " names the cache '" + cache + "', on which no cached method depends, unlike '"
                + similar + "'. Correct the name if it is misspelt. Do nothing if another application depends on it.";
    }

    public static String stoppedCache(String cache) {
        return "CV0105: the cache '" + cache + "' was stopped: its row is gone from the table cache_version. Methods"
                + " that depend on it are no longer cached. Start it again, or deploy an application that does not use"
                + " it.";
    }

    public static String versionsUnavailable(Throwable cause) {
        return "CV0106: the versions could not be read from the table cache_version (" + Text.rootOf(cause)
                + "). Caching is bypassed until they can be read. Check the database and its connection pool. Not"
                + " logged again during this outage.";
    }

    public static String versionsUnavailableNow() {
        return "CV0107: the versions could not be read for this request, which bypasses the cache. The cause was logged"
                + " as CV0106.";
    }

    public static String versionsUnavailableInTransaction() {
        return "CV0113: the versions could not be read in the transaction of this thread without a second connection, so"
                + " cached methods that are called in it bypass the cache. Call them before the transaction begins, or"
                + " in a request that the filter cacheVersions is mapped to.";
    }

    public static String replicaUnavailable(Throwable cause) {
        return "CV0315: the versions could not be read from the replica that cache-versions.guard names ("
                + Text.rootOf(cause) + "). No loaded value is stored until they can be read. Check the replica, and"
                + " whether it has the table cache_version. Not logged again during this outage.";
    }

    static String noJournal(String table) {
        return "CV0331: the table " + table
                + " does not exist, so an invalidation of a scope invalidates its whole cache."
                + " Create it with the file schema/<database>-journal.sql of the jar.";
    }

    static String journalUnavailable(String table, Throwable cause) {
        return "CV0332: the table " + table + " could not be used (" + Text.rootOf(cause) + "). Entries of scopes that"
                + " were stored before now are not used any more.";
    }
}
