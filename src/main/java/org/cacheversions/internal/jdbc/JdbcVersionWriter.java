package org.cacheversions.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.support.SqlFailure;
import org.cacheversions.internal.core.transaction.Targets;
import org.cacheversions.internal.core.transaction.TransactionMessages;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/** Writes versions through one of the application's connections, in its transaction. Used by one thread. */
public final class JdbcVersionWriter implements VersionSource.Enlisted {

    private static final String UPDATE = "UPDATE cache_version SET version ="
            + " CASE WHEN version = ? THEN CAST(? AS CHAR(8)) ELSE CAST(? AS CHAR(8)) END,"
            + " revision = revision + 1, changed_at = ? WHERE cache = ?";

    private static final String UPDATE_OTHERS =
            "UPDATE cache_version SET version = ?, revision = revision + 1, changed_at = ?"
                    + " WHERE cache <> ? AND version <> ? AND version <> ?";

    private final Connection connection;
    private final TableName table;
    private final FreshVersion fresh;
    private final InstantSource clock;
    private @Nullable JdbcJournal journal;

    /** Uses this connection, which the caller commits and closes. */
    public JdbcVersionWriter(Connection connection, TableName table, FreshVersion fresh) {
        this(connection, table, fresh, InstantSource.system());
    }

    /** Records scopes in this journal from now on; without one, their caches are invalidated as a whole. */
    public JdbcVersionWriter journal(@Nullable JournalTable records) {
        journal = records == null ? null : new JdbcJournal(connection, table, records, clock);
        return this;
    }

    JdbcVersionWriter(Connection connection, TableName table, FreshVersion fresh, InstantSource clock) {
        this.connection = connection;
        this.table = table;
        this.fresh = fresh;
        this.clock = clock;
    }

    @Override
    public Collection<String> invalidate(SortedSet<String> caches) {
        return invalidate(Targets.whole(caches).scopes());
    }

    @Override
    public Collection<String> invalidate(SortedMap<String, Set<String>> scopes) {
        List<String> missing = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement(table.in(UPDATE))) {
            for (Map.Entry<String, Set<String>> each : scopes.entrySet()) {
                String version = fresh.next();
                if (update(update, each.getKey(), version, fresh.nextOtherThan(version)) == 0) {
                    missing.add(each.getKey());
                } else {
                    record(each.getKey(), each.getValue());
                }
            }
        } catch (SQLException e) {
            throw notWritten(scopes.keySet(), e);
        }
        return missing;
    }

    private void record(String cache, Set<String> scopes) throws SQLException {
        if (journal != null) {
            journal.write(cache, scopes);
        }
    }

    private static CacheVersionsException notWritten(Collection<String> caches, SQLException e) {
        String message = SqlFailure.of(e) == SqlFailure.NO_PERMISSION
                ? TransactionMessages.notPermitted(caches, e)
                : TransactionMessages.notWritten(caches, e);
        return new CacheVersionsException(message, e);
    }

    private int update(PreparedStatement update, String cache, String version, String other) throws SQLException {
        update.setString(1, version);
        update.setString(2, other);
        update.setString(3, version);
        UtcTime.set(update, 4, UtcTime.now(clock));
        update.setString(5, cache);
        return update.executeUpdate();
    }

    @Override
    public void invalidateAll() {
        SortedSet<String> caches = new TreeSet<>();
        String version = fresh.next();
        String other = fresh.nextOtherThan(version);
        try (PreparedStatement names = connection.prepareStatement(table.in("SELECT cache FROM cache_version"));
                PreparedStatement update = connection.prepareStatement(table.in(UPDATE))) {
            new CacheRows(connection, table, clock).lockReserved();
            try (ResultSet rows = names.executeQuery()) {
                while (rows.next()) {
                    caches.add(rows.getString(1));
                }
            }
            caches.remove(CacheNames.RESERVED);
            for (String cache : caches) {
                update(update, cache, version, other);
                record(cache, Set.of());
            }
            updateOthers(version, other);
        } catch (SQLException e) {
            throw notWritten(caches, e);
        }
    }

    /** At REPEATABLE READ, MySQL's SELECT misses caches that were started after the transaction's first SELECT. */
    private void updateOthers(String version, String other) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(table.in(UPDATE_OTHERS))) {
            update.setString(1, version);
            UtcTime.set(update, 2, UtcTime.now(clock));
            update.setString(3, CacheNames.RESERVED);
            update.setString(4, version);
            update.setString(5, other);
            update.executeUpdate();
        }
    }

    @Override
    public List<VersionRow> read() {
        try {
            return JdbcVersionReader.read(connection, table);
        } catch (SQLException e) {
            throw new CacheVersionsException(VersionMessages.versionsUnavailable(e), e);
        }
    }

    @Override
    public void release() {
        // the connection belongs to the application
    }
}
