package org.cacheversions.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.CacheNames;
import org.cacheversions.internal.core.FreshVersion;
import org.cacheversions.internal.core.Messages;
import org.cacheversions.spi.VersionSource;

/** Writes versions through a connection of the application's, in its transaction. Used by one thread. */
public final class JdbcVersionWriter implements VersionSource.Enlisted {

    private static final String UPDATE = "UPDATE cache_version SET version ="
            + " CASE WHEN version = ? THEN CAST(? AS CHAR(8)) ELSE CAST(? AS CHAR(8)) END,"
            + " revision = revision + 1, changed_at = ? WHERE cache = ?";

    private final Connection connection;
    private final FreshVersion fresh;

    /** Writes through this connection, which stays the caller's to commit and close. */
    public JdbcVersionWriter(Connection connection, FreshVersion fresh) {
        this.connection = connection;
        this.fresh = fresh;
    }

    @Override
    public Collection<String> invalidate(SortedSet<String> caches) {
        List<String> missing = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            for (String cache : caches) {
                String version = fresh.next();
                update.setString(1, version);
                update.setString(2, fresh.nextOtherThan(version));
                update.setString(3, version);
                update.setTimestamp(4, now());
                update.setString(5, cache);
                if (update.executeUpdate() == 0) {
                    missing.add(cache);
                }
            }
        } catch (SQLException e) {
            throw new CacheVersionsException(Messages.notWritten(caches, e), e);
        }
        return missing;
    }

    @Override
    public void invalidateAll() {
        SortedSet<String> caches = new TreeSet<>();
        try (PreparedStatement lock =
                        connection.prepareStatement("UPDATE cache_version SET changed_at = ? WHERE cache = ?");
                PreparedStatement names = connection.prepareStatement("SELECT cache FROM cache_version")) {
            lock.setTimestamp(1, now());
            lock.setString(2, CacheNames.RESERVED);
            lock.executeUpdate();
            try (ResultSet rows = names.executeQuery()) {
                while (rows.next()) {
                    caches.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new CacheVersionsException(Messages.notWritten(caches, e), e);
        }
        caches.remove(CacheNames.RESERVED);
        invalidate(caches);
    }

    @Override
    public void release() {
        // the connection is the application's
    }

    private static Timestamp now() {
        return Timestamp.valueOf(LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS));
    }
}
