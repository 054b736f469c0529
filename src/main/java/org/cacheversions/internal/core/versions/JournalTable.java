package org.cacheversions.internal.core.versions;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.cacheversions.internal.core.support.SqlFailure;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.spi.JournalRecord;

/** The table of the journal. Scopes are invalidated with their whole cache while it cannot be used. Thread-safe. */
public final class JournalTable {

    /** As many revisions as a node keeps. */
    private static final int KEPT = ScopeWindows.MOST;

    /** How many revisions one invalidation prunes at most, and how many invalidations one of which prunes. */
    private static final int AT_ONCE = 1_000;

    private static final int ONE_IN = 100;

    private final String name;
    private final String versions;
    private final Warnings warnings;
    private final int kept;
    private final int oneIn;
    private volatile Set<String> scoped = Set.of();
    private volatile boolean usable;
    private volatile boolean abandoned;
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    /** Names the table, and that of the versions, as they stand in SQL. */
    public JournalTable(String name, String versions, Warnings warnings) {
        this(name, versions, warnings, KEPT, ONE_IN);
    }

    /** Keeps the records of this many revisions, and prunes older ones with one invalidation in so many. */
    public JournalTable(String name, String versions, Warnings warnings, int kept, int oneIn) {
        this.name = name;
        this.versions = versions;
        this.warnings = warnings;
        this.kept = kept;
        this.oneIn = oneIn;
    }

    /**
     * Returns the statement that deletes old records, with the parameters cache, first and last revision. It needs no
     * SELECT. Each record is in the range of so many invalidations that one of them deletes it.
     */
    public String prune() {
        return "DELETE FROM " + name + " WHERE cache = ? AND revision BETWEEN ? AND ?";
    }

    /** Returns whether this invalidation prunes. */
    public boolean isPruningDue() {
        return ThreadLocalRandom.current().nextInt(oneIn) == 0;
    }

    /** Returns the last revision to prune after an invalidation with this one, or 0 if it prunes nothing. */
    public long prunedUpTo(long revision) {
        return Math.max(0, revision - kept);
    }

    /** Returns the first revision to prune. */
    public static long prunedFrom(long last) {
        return last - AT_ONCE + 1;
    }

    /**
     * Returns the statement that records a scope under the label that a cache has got in this transaction, with the
     * parameters scope and cache. It reads the label itself, which saves a SELECT.
     */
    public String insert() {
        return insertInto() + "SELECT cache, revision, ?, version, changed_at FROM " + versions + " WHERE cache = ?";
    }

    /** Returns the statement that adds a record, with the parameters cache, revision, scope, version, and time. */
    public String insertValues() {
        return insertInto() + "VALUES (?, ?, ?, ?, ?)";
    }

    private String insertInto() {
        return "INSERT INTO " + name + " (cache, revision, scope, version, changed_at) ";
    }

    /** Returns the statement that deletes the records of a cache, with the parameter cache. */
    public String forget() {
        return "DELETE FROM " + name + " WHERE cache = ?";
    }

    /** Returns the statement that deletes records which no row has led to, with the cache as its two parameters. */
    public String mend() {
        return "DELETE FROM " + name + " WHERE cache = ? AND revision >= (SELECT revision FROM " + versions
                + " WHERE cache = ?)";
    }

    /** Returns whether to run that statement before adding a record; once after each failure. */
    public boolean mends(String cache) {
        return broken.remove(cache);
    }

    /** Records the whole invalidations of these caches as well. The set may grow: the code may name a scope at any time. */
    public JournalTable scoped(Set<String> caches) {
        scoped = caches;
        return this;
    }

    /** Returns the scopes to record for an invalidation, where an empty set stands for the whole cache. */
    public Set<String> recorded(String cache, Set<String> scopes) {
        if (!usable) {
            return Set.of();
        }
        return scopes.isEmpty() && scoped.contains(cache) ? Set.of(JournalRecord.WHOLE) : scopes;
    }

    /** Returns what people see of the text of a scope: the components, or a digest of them. */
    public static String shown(String text) {
        return text.startsWith("=") ? text.substring(1) : text;
    }

    /** Returns whether records can be added. */
    public boolean isUsable() {
        return usable;
    }

    /** Returns whether it is not known yet if the table is there. */
    public boolean isUntried() {
        return !usable && !abandoned;
    }

    /** Returns whether to try to read it. */
    public boolean isRead() {
        return !abandoned;
    }

    /** Notes that the journal was read. */
    public void worked() {
        usable = true;
    }

    /**
     * Notes that a record could not be added: the transaction fails, but the next one must not. If the table, a column or
     * a permission is missing, the next one invalidates the whole cache. If there are records already of revisions that
     * the row has still to reach, since only the row was restored from a backup, the next one deletes them.
     */
    public void notWritten(String cache, Throwable failure) {
        if (SqlFailure.of(failure) != SqlFailure.OTHER) {
            failed(failure);
        } else if (SqlFailure.isDuplicate(failure)) {
            broken.add(cache);
        }
    }

    /** Notes that the table could not be read. It is not tried again if the table, a column or a permission is missing. */
    public void failed(Throwable failure) {
        SqlFailure kind = SqlFailure.of(failure);
        abandoned = kind != SqlFailure.OTHER;
        usable &= !abandoned;
        warnings.limited(
                System.Logger.Level.WARNING,
                name,
                kind == SqlFailure.MISSING_TABLE
                        ? VersionMessages.noJournal(name)
                        : VersionMessages.journalUnavailable(name, failure),
                kind == SqlFailure.MISSING_TABLE ? null : failure);
    }
}
