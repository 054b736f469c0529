package org.cacheversions.internal.core.transaction;

import java.util.Collection;
import org.cacheversions.internal.core.support.Text;

/** Messages about transactions. Their codes are stable; a retired code is never reused. */
public final class TransactionMessages {

    private TransactionMessages() {}

    public static String notTransactional() {
        return "CV0308: a JTA transaction is active, but the persistence unit of the versions is resource-local. The new"
                + " versions can't commit with the data and are written afterwards. In between, a reader may get an old"
                + " entry; if this node dies there, readers get it forever. Use a JTA unit in the database of the data.";
    }

    static String afterCommitFailed(String what, Throwable cause) {
        return "CV0601: after a commit that invalidated caches, " + what + " failed (" + Text.rootOf(cause) + "). The"
                + " commit itself has succeeded. If the new versions were not written, invalidate the caches again.";
    }

    public static String notWritten(Collection<String> caches, Throwable cause) {
        return "CV0309: new versions of " + caches + " could not be written through the connection ("
                + Text.rootOf(cause)
                + "). Roll back its transaction; retry it after a serialization failure or a deadlock.";
    }

    public static String notPermitted(Collection<String> caches, Throwable cause) {
        return "CV0323: the user of the connection may not write new versions of " + caches + " (" + Text.rootOf(cause)
                + "). Use GRANT SELECT, UPDATE ON cache_version TO that user, and roll the transaction back.";
    }

    public static String ownTransactionLost() {
        return "CV0320: the transaction that was begun to write to the table cache_version was marked for rollback"
                + " before it could commit: it timed out, or the database failed. Try again. After a timeout, find out"
                + " which transaction locks rows of the table for so long, or raise the transaction timeout.";
    }
}
