package org.cacheversions.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.migration.StartCacheVersioning;

/** A PostgreSQL database with the table of versions, the journal, and values to cache. */
final class ScopeDatabase {

    private ScopeDatabase() {}

    /** Creates one with values for this many ids, and returns a pool. */
    static CountingPool create(int ids, int connections) throws SQLException {
        String url = TestDatabase.POSTGRESQL.withTable();
        Sql.execute(
                url,
                journal(),
                "CREATE TABLE amount (id bigint PRIMARY KEY, n bigint NOT NULL)",
                "INSERT INTO amount SELECT i, 0 FROM generate_series(0, " + (ids - 1) + ") i");
        CountingPool pool = CountingPool.of(url);
        pool.setMaximumPoolSize(connections);
        VersionTable.fill(pool);
        try (Connection connection = pool.getConnection()) { // a record of "first", as any migration leaves it
            new StartCacheVersioning("first").ifAbsent().withScopes().apply(connection);
        }
        AmountBean.readFrom(pool);
        return pool;
    }

    private static String journal() {
        try (InputStream script =
                ScopeDatabase.class.getResourceAsStream("/org/cacheversions/schema/postgresql-journal.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
