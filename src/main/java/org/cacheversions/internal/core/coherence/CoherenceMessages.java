package org.cacheversions.internal.core.coherence;

import java.time.Duration;
import java.util.Collection;
import org.cacheversions.internal.core.support.Text;

/**
 * The messages about reading versions and telling other nodes. Each has a stable code, and names the thing, the cause and the remedy. A retired code is not
 * used again.
 */
final class CoherenceMessages {

    private CoherenceMessages() {}

    static String unknownCacheOf(String method, String cache) {
        return "CV0104: " + method + " depends on the cache '" + cache + "', which the table cache_version has no row"
                + " for. Until there is one, calls of it throw UnknownCacheException. Start the cache by a migration,"
                + " or set cache-versions.auto-start=true.";
    }

    static String versionsAvailableAgain() {
        return "CV0108: the versions can be read again.";
    }

    static String interruptedWhileWaiting() {
        return "CV0109: the thread was interrupted while it waited for the versions to be read. Caching is bypassed in"
                + " this request.";
    }

    static String readHangs(Duration patience) {
        return "CV0111: a read of the versions has not ended within " + patience + ". Caching is bypassed until it has:"
                + " look at the database and the network, and set a socket timeout in the driver's URL.";
    }

    static String noTable(Throwable cause) {
        return "CV0305: the versions can't be read (" + Text.rootOf(cause)
                + "). Create the table, cache_version for example by"
                + " CREATE TABLE cache_version (cache varchar(128) primary key, version varchar(8) not null, revision"
                + " bigint not null, changed_at timestamp not null), or let the persistence provider generate the"
                + " schema.";
    }

    static String autoStartFailed(Collection<String> caches, Throwable cause) {
        return "CV0307: cache-versions.auto-start could not start " + caches + " (" + Text.rootOf(cause)
                + "). Grant INSERT on" + " the table cache_version, or start them by a migration.";
    }

    static String hintNotSent(Throwable cause) {
        return "CV0603: other nodes could not be told of an invalidation (" + Text.rootOf(cause)
                + "). It stands; they see it"
                + " when their snapshot is too old. Not logged again for this outage.";
    }

    static String hintsSentAgain() {
        return "CV0604: other nodes can be told of invalidations again.";
    }

    static String hintsNotReceived(Throwable cause) {
        return "CV0605: hints of other nodes are not received (" + Text.rootOf(cause)
                + "). Nothing gets stale by it: this"
                + " node reads the versions when its snapshot is too old, and connects again by itself. Not logged again"
                + " for this outage.";
    }

    static String hintsReceivedAgain() {
        return "CV0606: hints of other nodes are received again.";
    }

    static String renewalFailed(Throwable cause) {
        return "CV0607: a renewal of this node's lease has failed in part (" + Text.rootOf(cause)
                + "). It is tried again in a" + " third of a lease.";
    }
}
