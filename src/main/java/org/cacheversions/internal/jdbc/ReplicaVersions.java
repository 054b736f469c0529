package org.cacheversions.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.spi.VersionRow;

/** Reads the versions that a replica has replayed so far. Thread-safe. */
public final class ReplicaVersions implements Supplier<List<VersionRow>> {

    // the parameter differs each time, see JpaVersionSource
    private static final String READ = "SELECT cache, revision, version FROM cache_version WHERE cache <> ?";

    private final DataSource replica;
    private final AtomicLong reads = new AtomicLong();

    /** Uses the data source of the replica. */
    public ReplicaVersions(DataSource replica) {
        this.replica = replica;
    }

    /** Returns the rows. Must not be called in a transaction, which may see an older state. */
    @Override
    public List<VersionRow> get() {
        try (Connection connection = replica.getConnection()) {
            try {
                return read(connection);
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback(); // otherwise the next user of a pooled connection could see the state of now
                }
            }
        } catch (SQLException e) {
            throw new CacheVersionsException(VersionMessages.replicaUnavailable(e), e);
        }
    }

    private List<VersionRow> read(Connection connection) throws SQLException {
        List<VersionRow> versions = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(READ)) {
            select.setString(1, "#" + reads.incrementAndGet());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    versions.add(new VersionRow(rows.getString(1), rows.getLong(2), rows.getString(3)));
                }
            }
        }
        return versions;
    }
}
