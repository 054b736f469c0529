package org.cacheversions.internal.core.call;

import java.util.List;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.coherence.Startup;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.transaction.AllTransactions;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.spi.VersionRow;

/**
 * Snapshots for threads in a transaction. The transaction may hold a connection, and if as many threads as the pool has
 * connections waited for a second one, none would get it. So the versions come from a snapshot that is young enough for
 * the mode, or are read through the transaction itself. Thread-safe.
 */
final class LateSnapshots {

    private final Startup snapshots;
    private final SnapshotReader reader;
    private final AllTransactions transactions;
    private final Warnings warnings;

    LateSnapshots(Startup snapshots, SnapshotReader reader, AllTransactions transactions, Warnings warnings) {
        this.snapshots = snapshots;
        this.reader = reader;
        this.transactions = transactions;
        this.warnings = warnings;
    }

    /**
     * Returns what the transaction of this thread sees.
     *
     * @throws VersionsUnavailableException if it cannot be read on the transaction's connection
     */
    SnapshotView read() {
        if (!snapshots.hasRead()) {
            throw new VersionsUnavailableException(VersionMessages.versionsUnavailableInTransaction(), null);
        }
        SnapshotView young = snapshots.young();
        return young != null ? young : reader.seen(rows());
    }

    private List<VersionRow> rows() {
        List<VersionRow> rows;
        try {
            rows = transactions.readVersions();
        } catch (RuntimeException | LinkageError e) {
            throw new VersionsUnavailableException(VersionMessages.versionsUnavailableInTransaction(), e);
        }
        if (rows == null) {
            warnings.once(VersionMessages.versionsUnavailableInTransaction());
            throw new VersionsUnavailableException(VersionMessages.versionsUnavailableInTransaction(), null);
        }
        return rows;
    }
}
