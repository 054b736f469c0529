package org.cacheversions.internal.core.coherence;

import java.time.Duration;
import java.util.Collection;
import org.cacheversions.internal.core.support.Text;

/** Messages about reading versions and hints to other nodes. Codes are stable; a retired one is never reused. */
final class CoherenceMessages {

    private CoherenceMessages() {}

    static String unknownCacheOf(String method, String cache) {
        return "CV0104: " + method + " depends on the cache '" + cache + "', which has no row in the table"
                + " cache_version. Until it has one, calls throw UnknownCacheException. Start the cache with a"
                + " migration, or set cache-versions.auto-start=true.";
    }

    static String versionsAvailableAgain() {
        return "CV0108: the versions can be read again.";
    }

    static String interruptedWhileWaiting() {
        return "CV0109: the thread was interrupted while it waited for a read of the versions. This request bypasses"
                + " the cache.";
    }

    static String readHangs(Duration patience) {
        return "CV0111: a read of the versions has not ended within " + patience
                + " and was abandoned; the next request reads again. Check the database and the network, and set a socket"
                + " timeout in the driver's URL, so that its connection is not lost.";
    }

    static String noTable(Throwable cause) {
        return "CV0305: the table cache_version was not found (" + Text.rootOf(cause)
                + "). Create it: the library's jar has a file for each database under org/cacheversions/schema, which"
                + " on PostgreSQL says CREATE TABLE cache_version (cache varchar(128) NOT NULL PRIMARY KEY, version"
                + " varchar(8) NOT NULL, revision bigint NOT NULL, changed_at timestamp NOT NULL). Or let the persistence"
                + " provider generate the schema. If it is there, the user of the data source needs SELECT on it, and"
                + " must find it in its default schema.";
    }

    static String otherColumns(Throwable cause) {
        return "CV0321: the table cache_version lacks a column (" + Text.rootOf(cause)
                + "). Compare it with the file of this database in the library's jar, under org/cacheversions/schema.";
    }

    static String noPermission(Throwable cause) {
        return "CV0322: the user of the data source may not read the table cache_version (" + Text.rootOf(cause)
                + "). Use GRANT SELECT, UPDATE ON cache_version TO that user; INSERT too if cache-versions.auto-start is"
                + " set. With PostgreSQL, a schema other than public also needs GRANT USAGE ON SCHEMA.";
    }

    static String autoStartFailed(Collection<String> caches, Throwable cause) {
        return "CV0307: cache-versions.auto-start could not start " + caches + " (" + Text.rootOf(cause)
                + "). Grant INSERT, SELECT and UPDATE on the table cache_version, or start them with a migration.";
    }

    static String hintNotSent(Throwable cause) {
        return "CV0603: a hint could not be sent to other nodes (" + Text.rootOf(cause)
                + "). The invalidation has succeeded; they see it once their snapshot is too old. Not logged again"
                + " during this outage.";
    }

    static String hintsSentAgain() {
        return "CV0604: hints can be sent to other nodes again.";
    }

    static String hintsNotReceived(Throwable cause) {
        return "CV0605: this node receives no hints from other nodes (" + Text.rootOf(cause)
                + "). It serves no stale entries for that: it reads the versions once its snapshot is too old, and"
                + " reconnects by itself. Not logged again during this outage.";
    }

    static String hintsReceivedAgain() {
        return "CV0606: this node receives hints from other nodes again.";
    }

    static String renewalFailed(Throwable cause) {
        return "CV0607: a renewal of this node's lease has partly failed (" + Text.rootOf(cause)
                + "). It is tried again after a third of a lease.";
    }
}
