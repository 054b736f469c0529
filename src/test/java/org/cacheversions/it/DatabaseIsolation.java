package org.cacheversions.it;

import java.util.Locale;
import org.cacheversions.databases.TestDatabase;

/** A database that runs as a separate process, and the isolation of its transactions. */
enum DatabaseIsolation {
    POSTGRESQL_READ_COMMITTED(TestDatabase.POSTGRESQL, "READ_COMMITTED"),
    POSTGRESQL_REPEATABLE_READ(TestDatabase.POSTGRESQL, "REPEATABLE_READ"),
    POSTGRESQL_SERIALIZABLE(TestDatabase.POSTGRESQL, "SERIALIZABLE"),
    MARIADB_READ_COMMITTED(TestDatabase.MARIADB, "READ_COMMITTED"),
    MARIADB_REPEATABLE_READ(TestDatabase.MARIADB, "REPEATABLE_READ");

    final TestDatabase database;
    final String isolation;

    DatabaseIsolation(TestDatabase database, String isolation) {
        this.database = database;
        this.isolation = isolation;
    }

    /** Returns the query for the isolation of the current transaction. */
    String question() {
        return database == TestDatabase.POSTGRESQL
                ? "select current_setting('transaction_isolation')"
                : "select @@transaction_isolation";
    }

    String answer() {
        return database == TestDatabase.POSTGRESQL
                ? isolation.toLowerCase(Locale.ROOT).replace('_', ' ')
                : isolation.replace('_', '-');
    }

    /** Returns whether the database refuses the second of two concurrent changes of a row. */
    boolean refusesTheSecond() {
        return database == TestDatabase.POSTGRESQL && this != POSTGRESQL_READ_COMMITTED;
    }
}
