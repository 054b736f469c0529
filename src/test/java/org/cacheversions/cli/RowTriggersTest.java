package org.cacheversions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.DirectoryResourceAccessor;
import org.awaitility.Awaitility;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.jdbc.SqlScript;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The printed triggers, on MariaDB, and as migrations. */
class RowTriggersTest {

    private final String url = TestDatabase.MARIADB.withTable();
    private final Connection connection = DriverManager.getConnection(url);
    private final Console console = Console.of(url);

    @TempDir
    private Path directory;

    RowTriggersTest() throws SQLException {
        Sql.execute(
                connection,
                "CREATE TABLE user (id bigint PRIMARY KEY)",
                "CREATE TABLE ban (id bigint PRIMARY KEY, user_id bigint, reason varchar(20))");
        console.run("start", "bans");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private static Console.Result run(Console console, String... arguments) {
        List<String> all = new ArrayList<>(List.of("triggers", "--table", "ban", "--cache", "bans"));
        all.addAll(List.of(arguments));
        return console.run(all.toArray(String[]::new));
    }

    private void create(String... arguments) throws SQLException {
        Console.Result result = run(console, arguments);
        assertThat(result.exitCode()).as(result.err()).isZero();
        SqlScript.run(connection, result.out());
    }

    @Test
    void eachRowThatIsWrittenInvalidates() throws SQLException {
        create();
        connection.setAutoCommit(false);
        Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x')");
        connection.rollback();
        assertThat(Sql.revision(connection, "bans")).as("a rollback").isEqualTo(1);
        String before = version();
        Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x'), (2, 7, 'x')");
        connection.commit();
        assertThat(Sql.revision(connection, "bans")).isEqualTo(3);
        assertThat(version()).matches("[A-Za-z0-9]{8}").isNotEqualTo(before);
        assertThat(console.run("list").lines().get(0)).matches("bans\t\\w{8}\t3\t\\d{1,2}(\t.*)?");
        Sql.execute(connection, "UPDATE ban SET reason = 'y' WHERE id = 1");
        Sql.execute(connection, "DELETE FROM ban WHERE id = 2");
        Sql.execute(connection, "DELETE FROM ban WHERE id = 99");
        connection.commit();
        assertThat(Sql.revision(connection, "bans")).isEqualTo(5);
        create("--drop");
        Sql.execute(connection, "DELETE FROM ban");
        connection.commit();
        assertThat(Sql.revision(connection, "bans")).isEqualTo(5);
    }

    @Test
    void theRowOfTheCacheIsLockedFromTheFirstWriteOn() throws SQLException {
        create();
        connection.setAutoCommit(false);
        Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x')");
        try (Connection other = DriverManager.getConnection(url)) {
            assertThatThrownBy(() ->
                            Sql.execute(other, "SELECT 1 FROM cache_version WHERE cache = 'bans' FOR UPDATE NOWAIT"))
                    .hasMessageContaining("Lock wait timeout");
            Sql.execute(other, "SET innodb_lock_wait_timeout = 1");
            assertThatThrownBy(() -> Sql.execute(other, "INSERT INTO ban VALUES (2, 7, 'x')"))
                    .as("another row")
                    .hasMessageContaining("Lock wait timeout");
            connection.commit();
            Sql.execute(other, "INSERT INTO ban VALUES (2, 7, 'x')");
        }
        assertThat(Sql.revision(connection, "bans")).isEqualTo(3);
    }

    @Test
    void writersInOppositeOrdersDeadlockAndOneFails() throws Exception {
        console.run("start", "users");
        create();
        SqlScript.run(
                connection,
                console.run("triggers", "--table", "user", "--cache", "users").out());
        connection.setAutoCommit(false);
        try (Connection other = DriverManager.getConnection(url)) {
            other.setAutoCommit(false);
            Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x')");
            Sql.execute(other, "INSERT INTO user VALUES (1)");
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> insertAndCommit("user", 2));
            List<Throwable> failures = new ArrayList<>();
            try {
                Sql.execute(other, "INSERT INTO ban VALUES (2, 7, 'x')");
                other.commit();
            } catch (SQLException e) {
                failures.add(e);
                other.rollback();
            }
            second.handle((done, failure) -> failure == null || failures.add(failure))
                    .join();
            assertThat(failures).singleElement().satisfies(failure -> assertThat(failure)
                    .hasStackTraceContaining("Deadlock"));
        }
        connection.setAutoCommit(true);
        assertThat(Sql.revision(connection, "bans")).isEqualTo(2);
        assertThat(Sql.revision(connection, "users")).isEqualTo(2);
    }

    private void insertAndCommit(String table, int id) {
        try {
            Sql.execute(connection, "INSERT INTO " + table + " VALUES (" + id + ")");
            connection.commit();
        } catch (SQLException e) {
            try {
                connection.rollback();
            } catch (SQLException other) {
                e.addSuppressed(other);
            }
            throw new IllegalStateException(e);
        }
    }

    @Test
    void writersInOppositeOrdersThatTryAgainLoseNoInvalidation() throws SQLException {
        console.run("start", "users");
        create();
        SqlScript.run(
                connection,
                console.run("triggers", "--table", "user", "--cache", "users").out());
        int transactions = 50;
        CompletableFuture<Void> one = CompletableFuture.runAsync(() -> write(transactions, 1000, true));
        CompletableFuture<Void> two = CompletableFuture.runAsync(() -> write(transactions, 2000, false));
        one.join();
        two.join();
        assertThat(Sql.revision(connection, "bans")).isEqualTo(1 + 2 * transactions);
        assertThat(Sql.revision(connection, "users")).isEqualTo(1 + 2 * transactions);
    }

    /** Writes both tables in each transaction, and runs a transaction again that ends with a deadlock. */
    private void write(int transactions, int from, boolean bansFirst) {
        try (Connection own = DriverManager.getConnection(url)) {
            own.setAutoCommit(false);
            for (int id = from; id < from + transactions; ) {
                String ban = "INSERT INTO ban VALUES (" + id + ", 7, 'x')";
                String user = "INSERT INTO user VALUES (" + id + ")";
                try {
                    Sql.execute(own, bansFirst ? ban : user, bansFirst ? user : ban);
                    own.commit();
                    id++;
                } catch (SQLException e) {
                    assertThat(e.getSQLState()).isEqualTo("40001");
                    own.rollback();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSecondWriterOfTheCacheWaitsForTheFirst() throws SQLException {
        create();
        connection.setAutoCommit(false);
        Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x')");
        try (Connection other = DriverManager.getConnection(url);
                Connection watch = DriverManager.getConnection(url)) {
            String id = Sql.query(other, "SELECT CONNECTION_ID()").get(0);
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> insert(other, 2));
            Awaitility.await().until(() -> Sql.query(
                            watch,
                            "SELECT trx_state FROM information_schema.innodb_trx WHERE trx_mysql_thread_id = " + id)
                    .contains("LOCK WAIT"));
            connection.rollback();
            second.join();
        }
        assertThat(Sql.revision(connection, "bans"))
                .as("the first was rolled back")
                .isEqualTo(2);
    }

    private static void insert(Connection writer, int id) {
        try {
            Sql.execute(writer, "INSERT INTO ban VALUES (" + id + ", 7, 'x')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As by default from MariaDB 11.6.2 on. */
    @Test
    void aWriterWhoseSnapshotIsOlderThanTheRowOfTheCacheIsRefused() throws SQLException {
        create();
        Sql.execute(connection, "SET SESSION innodb_snapshot_isolation = ON");
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        Sql.query(connection, "SELECT id FROM ban");
        try (Connection other = DriverManager.getConnection(url)) {
            insert(other, 1);
        }
        assertThatThrownBy(() -> Sql.execute(connection, "INSERT INTO ban VALUES (2, 7, 'x')"))
                .hasMessageContaining("Record has changed since last read");
        connection.rollback();
        Sql.execute(connection, "INSERT INTO ban VALUES (2, 7, 'x')");
        connection.commit();
        assertThat(Sql.revision(connection, "bans")).isEqualTo(3);
    }

    @Test
    void truncateFiresNoTrigger() throws SQLException {
        create();
        Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x')", "TRUNCATE TABLE ban");
        assertThat(Sql.revision(connection, "bans")).isEqualTo(2);
    }

    @Test
    void aTableInAnotherSchemaInvalidatesToo() throws SQLException {
        String shop = connection.getCatalog() + "_shop";
        Sql.execute(connection, "CREATE DATABASE " + shop, "CREATE TABLE " + shop + ".ban (id bigint PRIMARY KEY)");
        try {
            Console.Result unknown =
                    new Console().run("triggers", "--dialect", "mysql", "--table", shop + ".ban", "--cache", "bans");
            assertThat(unknown.exitCode()).isEqualTo(2);
            assertThat(unknown.err()).startsWith("CV1046");
            for (Console.Result printed : List.of(
                    console.run("triggers", "--table", shop + ".ban", "--cache", "bans"),
                    new Console()
                            .run(
                                    "triggers",
                                    "--dialect",
                                    "mysql",
                                    "--table",
                                    shop + ".ban",
                                    "--cache",
                                    "bans",
                                    "--versions-table",
                                    connection.getCatalog() + ".cache_version"))) {
                assertThat(printed.exitCode()).as(printed.err()).isZero();
                long before = Sql.revision(connection, "bans");
                SqlScript.run(connection, printed.out());
                Sql.execute(connection, "INSERT INTO " + shop + ".ban VALUES (" + before + ")");
                assertThat(Sql.revision(connection, "bans")).isEqualTo(before + 1);
                SqlScript.run(
                        connection,
                        new Console()
                                .run(
                                        "triggers",
                                        "--drop",
                                        "--dialect",
                                        "mysql",
                                        "--table",
                                        shop + ".ban",
                                        "--cache",
                                        "bans")
                                .out());
            }
        } finally {
            Sql.execute(connection, "DROP DATABASE " + shop);
        }
    }

    @Test
    void namesOfTablesAndCachesThatAreJoinedDoNotCollide() throws SQLException {
        Sql.execute(connection, "CREATE TABLE a (id bigint PRIMARY KEY)", "CREATE TABLE a_b (id bigint PRIMARY KEY)");
        console.run("start", "b_c", "c");
        SqlScript.run(
                connection,
                console.run("triggers", "--table", "a", "--cache", "b_c").out());
        SqlScript.run(
                connection,
                console.run("triggers", "--table", "a_b", "--cache", "c").out());
        Sql.execute(connection, "INSERT INTO a_b VALUES (1)");
        assertThat(Sql.revision(connection, "c")).isEqualTo(2);
        assertThat(Sql.revision(connection, "b_c")).isEqualTo(1);
    }

    private String version() throws SQLException {
        return Sql.query(connection, "SELECT version FROM cache_version WHERE cache = 'bans'")
                .get(0);
    }

    @Test
    void theTextSaysWhyTheyAreNotRecommended() {
        assertThat(run(console).out()).contains("-- Not recommended", "No foreign key of ban cascades");
        assertThat(run(new Console(), "--dialect", "mysql").out())
                .contains("-- Not recommended", "Not checked, without --url");
        assertThat(run(console, "--scope-column", "user_id").err()).startsWith("CV1044");
    }

    @Test
    void aChildOfACascadingForeignKeyIsRefused() throws SQLException {
        Sql.execute(connection, "ALTER TABLE ban ADD CONSTRAINT plain FOREIGN KEY (id) REFERENCES user (id)");
        assertThat(run(console).exitCode()).isZero();
        Sql.execute(
                connection,
                "ALTER TABLE ban ADD CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE");
        Console.Result refused = run(console);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).startsWith("CV1045").contains("[of_user]");
        assertThat(refused.out()).isEmpty();
        Sql.execute(
                connection,
                "ALTER TABLE ban DROP FOREIGN KEY of_user",
                "ALTER TABLE ban ADD CONSTRAINT other FOREIGN KEY (user_id) REFERENCES user (id) ON UPDATE SET NULL");
        assertThat(run(console).err()).startsWith("CV1045").contains("[other]");
        create("--ignore-cascades");
        String schema = connection.getCatalog();
        assertThat(console.run("triggers", "--table", "`" + schema + "`.ban", "--cache", "bans")
                        .err())
                .startsWith("CV1045");
        create("--drop");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void theSqlIsAFlywayMigration(TestDatabase database) throws Exception {
        String own = database.withTable();
        Console printing = Console.of(own);
        printing.run("start", "bans");
        Files.writeString(directory.resolve("V2__Ban.sql"), "CREATE TABLE ban (id bigint PRIMARY KEY);");
        Files.writeString(directory.resolve("V3__Triggers.sql"), run(printing).out());
        migrate(own);
        try (Connection writer = DriverManager.getConnection(own)) {
            Sql.execute(writer, "INSERT INTO ban VALUES (1)");
            assertThat(Sql.revision(writer, "bans")).isEqualTo(2);
            Files.writeString(
                    directory.resolve("V4__No_triggers.sql"),
                    run(printing, "--drop").out());
            migrate(own);
            Sql.execute(writer, "DELETE FROM ban");
            assertThat(Sql.revision(writer, "bans")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void theSqlIsALiquibaseChange(TestDatabase kind) throws Exception {
        String own = kind.withTable();
        Console printing = Console.of(own);
        printing.run("start", "bans");
        Files.writeString(directory.resolve("create.sql"), run(printing).out());
        Files.writeString(directory.resolve("drop.sql"), run(printing, "--drop").out());
        Files.writeString(
                directory.resolve("forum.xml"), """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                  <changeSet id="triggers" author="forum">
                    <sqlFile path="create.sql" splitStatements="false"/>
                    <rollback><sqlFile path="drop.sql" splitStatements="false"/></rollback>
                  </changeSet>
                </databaseChangeLog>
                """.replace("false", String.valueOf(kind == TestDatabase.MARIADB)));
        try (Connection writer = DriverManager.getConnection(own)) {
            Sql.execute(writer, "CREATE TABLE ban (id bigint PRIMARY KEY)");
            for (int i = 0; i < 2; i++) {
                liquibase(own, "forum.xml", liquibase -> liquibase.update(""));
                Sql.execute(writer, "INSERT INTO ban VALUES (" + i + ")");
                assertThat(Sql.revision(writer, "bans")).isEqualTo(2 + i);
                liquibase(own, "forum.xml", liquibase -> liquibase.rollback(1, ""));
                Sql.execute(writer, "DELETE FROM ban");
                assertThat(Sql.revision(writer, "bans")).isEqualTo(2 + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void theSqlIsAFormattedLiquibaseChange(TestDatabase kind) throws Exception {
        String own = kind.withTable();
        Console printing = Console.of(own);
        printing.run("start", "bans");
        boolean split = kind == TestDatabase.MARIADB;
        Files.writeString(
                directory.resolve("forum.sql"),
                "--liquibase formatted sql\n\n--changeset forum:ban-triggers splitStatements:" + split
                        + " rollbackSplitStatements:" + split + "\n"
                        + run(printing).out() + "\n/* liquibase rollback\n"
                        + run(printing, "--drop").out() + "*/\n");
        try (Connection writer = DriverManager.getConnection(own)) {
            Sql.execute(writer, "CREATE TABLE ban (id bigint PRIMARY KEY)");
            liquibase(own, "forum.sql", liquibase -> liquibase.update(""));
            Sql.execute(writer, "INSERT INTO ban VALUES (1)");
            assertThat(Sql.revision(writer, "bans")).isEqualTo(2);
            liquibase(own, "forum.sql", liquibase -> liquibase.rollback(1, ""));
            Sql.execute(writer, "DELETE FROM ban");
            assertThat(Sql.revision(writer, "bans")).isEqualTo(2);
        }
    }

    @FunctionalInterface
    private interface Run {
        void with(Liquibase liquibase) throws LiquibaseException;
    }

    private void liquibase(String own, String changes, Run run) throws Exception {
        Database database = DatabaseFactory.getInstance()
                .findCorrectDatabaseImplementation(new JdbcConnection(DriverManager.getConnection(own)));
        try (Liquibase liquibase = new Liquibase(changes, new DirectoryResourceAccessor(directory), database)) {
            run.with(liquibase);
        }
    }

    private void migrate(String database) {
        Flyway.configure()
                .dataSource(database, null, null)
                .locations("filesystem:" + directory)
                .baselineOnMigrate(true)
                .load()
                .migrate();
    }
}
