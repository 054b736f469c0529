package org.cacheversions.benchmark;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.cacheversions.CacheScope;
import org.cacheversions.VersionedCache;

/** Values of a table, cached by scope, as a whole, or not at all. */
@ApplicationScoped
public class AmountBean {

    static final LongAdder LOADS = new LongAdder();

    private static volatile DataSource database;

    static void readFrom(DataSource pool) {
        database = pool;
    }

    @VersionedCache("first")
    public long scoped(@CacheScope long id) throws SQLException {
        return read(id);
    }

    @VersionedCache("second")
    public long whole(long id) throws SQLException {
        return read(id);
    }

    static long read(long id) throws SQLException {
        LOADS.increment();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT n FROM amount WHERE id = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Adds one, in the transaction of the connection. */
    static void increment(Connection connection, long id) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE amount SET n = n + 1 WHERE id = ?")) {
            update.setLong(1, id);
            update.executeUpdate();
        }
    }
}
