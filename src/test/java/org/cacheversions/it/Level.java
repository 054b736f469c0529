package org.cacheversions.it;

import java.util.Locale;
import org.cacheversions.databases.TestDatabase;

/** A database that is a process of its own, and an isolation of its transactions. */
enum Level {
    POSTGRESQL_READ_COMMITTED(TestDatabase.POSTGRESQL, "READ_COMMITTED"),
    POSTGRESQL_REPEATABLE_READ(TestDatabase.POSTGRESQL, "REPEATABLE_READ"),
    POSTGRESQL_SERIALIZABLE(TestDatabase.POSTGRESQL, "SERIALIZABLE"),
    MARIADB_READ_COMMITTED(TestDatabase.MARIADB, "READ_COMMITTED"),
    MARIADB_REPEATABLE_READ(TestDatabase.MARIADB, "REPEATABLE_READ");

    final TestDatabase database;
    final String isolation;

    Level(TestDatabase database, String isolation) {
        this.database = database;
        this.isolation = isolation;
    }

    /** What the database answers to this is the isolation of the transaction that asks. */
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

    /** Tells whether, of two that change a row at once, the database refuses the second. */
    boolean refusesTheSecond() {
        return database == TestDatabase.POSTGRESQL && this != POSTGRESQL_READ_COMMITTED;
    }
}
