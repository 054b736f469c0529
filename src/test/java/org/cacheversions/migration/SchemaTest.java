package org.cacheversions.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.cacheversions.databases.Catalogue;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.jdbc.SqlScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way to create the table creates the same table. */
class SchemaTest {

    @ParameterizedTest
    @EnumSource
    void persistenceProvidersGenerateTheTableOfTheSqlFile(TestDatabase database) throws SQLException {
        String expected = Catalogue.of(database.withTable());
        assertThat(expected).contains("key 1 cache", "column revision");
        for (String unit : new String[] {"hibernate-local", "eclipselink-local"}) {
            String url = database.create();
            generate(unit, url);
            assertThat(Catalogue.of(url)).as(unit).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void persistenceProvidersGenerateTheTableOfNodes(TestDatabase database) throws SQLException {
        String bySql = database.create();
        try (Connection connection = DriverManager.getConnection(bySql)) {
            SqlScript.run(connection, database.dialect().sqlOfNodes());
        }
        String expected = Catalogue.of(bySql, "cache_node");
        assertThat(expected).contains("key 1 node", "column installed");
        for (String unit : new String[] {"hibernate-local", "eclipselink-local"}) {
            String url = database.create();
            generate(unit, url);
            assertThat(Catalogue.of(url, "cache_node")).as(unit).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void persistenceProvidersGenerateTheTableOfTheJournal(TestDatabase database) throws SQLException {
        String bySql = database.create();
        try (Connection connection = DriverManager.getConnection(bySql)) {
            SqlScript.run(connection, database.dialect().sqlOfJournal());
        }
        String expected = Catalogue.of(bySql, "cache_journal");
        assertThat(expected).contains("key 1 cache", "key 2 revision", "key 3 scope", "column version");
        for (String unit : new String[] {"hibernate-local", "eclipselink-local"}) {
            String url = database.create();
            generate(unit, url);
            // Hibernate puts columns of a fixed length first, in keys too
            assertThat(Catalogue.of(url, "cache_journal")
                            .replaceAll("key \\d", "key")
                            .lines())
                    .as(unit)
                    .hasSameElementsAs(
                            expected.replaceAll("key \\d", "key").lines().toList());
        }
    }

    static void generate(String unit, String url) {
        Map<String, String> properties = Map.of(
                "jakarta.persistence.jdbc.url", url, "jakarta.persistence.schema-generation.database.action", "create");
        try (EntityManagerFactory factory = Persistence.createEntityManagerFactory(unit, properties)) {
            factory.createEntityManager().close();
        }
    }

    /** Translates the type names of a dialect to those of the others. */
    private static String inCommonWords(String sql) {
        return sql.replaceAll("varchar2\\((\\d+) char\\)", "varchar($1)")
                .replace("number(19)", "bigint")
                .replaceAll("datetime2|datetime\\(6\\)", "timestamp")
                .replace(" COLLATE Latin1_General_BIN2", "")
                .replace(") CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;", ");");
    }

    @ParameterizedTest
    @EnumSource
    void theSqlFilesDifferOnlyInTypeNames(SchemaDialect dialect) {
        assertThat(inCommonWords(dialect.sql())).isEqualTo(SchemaDialect.POSTGRESQL.sql());
        assertThat(inCommonWords(dialect.sqlOfNodes())).isEqualTo(SchemaDialect.POSTGRESQL.sqlOfNodes());
        assertThat(inCommonWords(dialect.sqlOfJournal())).isEqualTo(SchemaDialect.POSTGRESQL.sqlOfJournal());
    }

    /** Derby has no statement that creates a table unless it is there. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DERBY")
    void theFlywayCallbacksCreateTheSameTables(SchemaDialect dialect) throws IOException {
        assertCreates("flyway/%s/beforeEachMigrate__cache_versions.sql", dialect, dialect.sql());
        assertCreates("flyway-journal/%s/beforeEachMigrate__cache_journal.sql", dialect, dialect.sqlOfJournal());
    }

    private static void assertCreates(String file, SchemaDialect dialect, String ddl) throws IOException {
        String resource = "/org/cacheversions/" + file.formatted(dialect.name().toLowerCase(Locale.ROOT));
        String callback;
        try (InputStream in = SchemaTest.class.getResourceAsStream(resource)) {
            callback = oneLine(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        String sql = oneLine(ddl);
        assertThat(callback).contains(sql.substring(sql.indexOf("( cache"), sql.indexOf(';')));
    }

    private static String oneLine(String sql) {
        return sql.replaceAll("\\s+", " ");
    }

    /** Of these no server is at hand: that H2 takes their SQL in its modes is the most that can be had. */
    @ParameterizedTest
    @CsvSource({"ORACLE, Oracle", "SQLSERVER, MSSQLServer", "DB2, DB2"})
    void theSqlForOtherDatabasesCreatesTheTable(SchemaDialect dialect, String mode) throws SQLException {
        String url = TestDatabase.H2.create() + ";MODE=" + mode;
        try (Connection connection = DriverManager.getConnection(url)) {
            // H2 knows no collations of columns
            SqlScript.run(connection, dialect.sql().replace("COLLATE Latin1_General_BIN2 ", ""));
            SqlScript.run(connection, dialect.sqlOfNodes().replace("COLLATE Latin1_General_BIN2 ", ""));
            SqlScript.run(connection, dialect.sqlOfJournal().replace("COLLATE Latin1_General_BIN2 ", ""));
        }
        assertThat(Catalogue.of(url, "cache_node"))
                .contains("column node CHARACTER VARYING(36,0) not null", "key 1 node");
        assertThat(Catalogue.of(url)).contains("column cache CHARACTER VARYING(128,0) not null", "key 1 cache");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://host/db, POSTGRESQL",
        "jdbc:mariadb://host/db, MYSQL",
        "jdbc:mysql://host/db, MYSQL",
        "jdbc:h2:mem:x, H2",
        "jdbc:oracle:thin:@//host/db, ORACLE",
        "jdbc:sqlserver://host, SQLSERVER",
        "jdbc:db2://host/db, DB2",
        "jdbc:derby:memory:x, DERBY"
    })
    void theUrlDeterminesTheDialect(String url, SchemaDialect dialect) {
        assertThat(SchemaDialect.ofUrl(url)).contains(dialect);
        assertThat(dialect.sql()).contains("CREATE TABLE cache_version").contains("'*'");
    }

    @Test
    void otherUrlsHaveNoDialect() {
        assertThat(SchemaDialect.ofUrl("jdbc:h2x:mem")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aSecondTableIsRefusedWithACode(TestDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.withTable())) {
            assertThatThrownBy(() -> database.dialect().create(connection)).hasMessageStartingWith("CV0705");
        }
    }

    /** README shows the files of the jar. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MYSQL"})
    void readmeShowsTheFile(SchemaDialect dialect) throws IOException {
        String readme = Files.readString(Path.of("README.md")).replaceAll("(?m)^ {3}", "");
        assertThat(readme).contains("```sql\n" + dialect.sql().strip() + "\n```");
        assertThat(readme.split("CREATE TABLE cache_version", -1))
                .as("no other statement")
                .hasSize(3);
    }
}
