package org.cacheversions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.DirectoryResourceAccessor;
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

    @Test
    void theSqlIsALiquibaseChange() throws Exception {
        String own = TestDatabase.POSTGRESQL.withTable();
        Console printing = Console.of(own);
        printing.run("start", "bans");
        Files.writeString(directory.resolve("create.sql"), run(printing).out());
        Files.writeString(directory.resolve("drop.sql"), run(printing, "--drop").out());
        Files.writeString(directory.resolve("forum.xml"), """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                  <changeSet id="triggers" author="forum">
                    <sqlFile path="create.sql" splitStatements="false"/>
                    <rollback><sqlFile path="drop.sql" splitStatements="false"/></rollback>
                  </changeSet>
                </databaseChangeLog>
                """);
        try (Connection writer = DriverManager.getConnection(own)) {
            Sql.execute(writer, "CREATE TABLE ban (id bigint PRIMARY KEY)");
            for (int i = 0; i < 2; i++) {
                liquibase(own, liquibase -> liquibase.update(""));
                Sql.execute(writer, "INSERT INTO ban VALUES (" + i + ")");
                assertThat(Sql.revision(writer, "bans")).isEqualTo(2 + i);
                liquibase(own, liquibase -> liquibase.rollback(1, ""));
                Sql.execute(writer, "DELETE FROM ban");
                assertThat(Sql.revision(writer, "bans")).isEqualTo(2 + i);
            }
        }
    }

    @FunctionalInterface
    private interface Run {
        void with(Liquibase liquibase) throws LiquibaseException;
    }

    private void liquibase(String own, Run run) throws Exception {
        Database database = DatabaseFactory.getInstance()
                .findCorrectDatabaseImplementation(new JdbcConnection(DriverManager.getConnection(own)));
        try (Liquibase liquibase = new Liquibase("forum.xml", new DirectoryResourceAccessor(directory), database)) {
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
