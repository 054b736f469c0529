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

/** The versions as a replica shows them, through its data source. Safe for use by many threads. */
public final class ReplicaVersions implements Supplier<List<VersionRow>> {

    // with a parameter that is another one each time, see JpaVersionSource
    private static final String READ = "SELECT cache, revision, version FROM cache_version WHERE cache <> ?";

    private final DataSource replica;
    private final AtomicLong reads = new AtomicLong();

    /** Reads through this data source. */
    public ReplicaVersions(DataSource replica) {
        this.replica = replica;
    }

    /** Answers what the replica has replayed by now. Not to be called in a transaction, which may see less. */
    @Override
    public List<VersionRow> get() {
        try (Connection connection = replica.getConnection()) {
            try {
                return read(connection);
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback(); // else the next who is given it would see what was there now
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
