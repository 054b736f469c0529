package org.cacheversions.internal.core.transaction;

import java.util.Collection;
import org.cacheversions.internal.core.support.Text;

/**
 * The messages about transactions. Each has a stable code, and names the thing, the cause and the remedy. A retired code is not
 * used again.
 */
public final class TransactionMessages {

    private TransactionMessages() {}

    public static String notTransactional() {
        return "CV0308: a JTA transaction is active, but the unit of the versions is resource-local, so that the new"
                + " versions can't commit with the data: they are written after it, and a reader may be given an old"
                + " entry in between, or for ever if this node dies there. Use a JTA unit over the data's database.";
    }

    static String afterCommitFailed(String what, Throwable cause) {
        return "CV0601: after a commit that invalidated caches, " + what + " failed (" + Text.rootOf(cause) + "). The"
                + " invalidation stands; only those who wait for this notice were not told.";
    }

    public static String notWritten(Collection<String> caches, Throwable cause) {
        return "CV0309: new versions of " + caches + " could not be written through the connection ("
                + Text.rootOf(cause)
                + "). Roll its transaction back; run it again if it was a serialization failure or a deadlock.";
    }

    public static String ownTransactionLost() {
        return "CV0320: the transaction that was begun to write to the table cache_version was marked for rollback"
                + " before it could commit; its time was over, or the database failed. Try again; if it was the time,"
                + " look at who holds rows of the table for so long, or raise the transaction timeout.";
    }
}
