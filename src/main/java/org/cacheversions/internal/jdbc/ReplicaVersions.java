package org.cacheversions.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.spi.VersionRow;

/** Reads the versions that a replica has replayed so far. Thread-safe. */
public final class ReplicaVersions implements Supplier<List<VersionRow>> {

    private final DataSource replica;
    private final TableName table;

    /** Uses the data source of the replica. */
    public ReplicaVersions(DataSource replica, TableName table) {
        this.replica = replica;
        this.table = table;
    }

    /** Returns the rows. Must not be called in a transaction, which may see an older state. */
    @Override
    public List<VersionRow> get() {
        try (Connection connection = replica.getConnection()) {
            try {
                return JdbcVersionReader.read(connection, table);
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback(); // otherwise the next user of a pooled connection could see the state of now
                }
            }
        } catch (SQLException e) {
            throw new CacheVersionsException(VersionMessages.replicaUnavailable(e), e);
        }
    }
}
