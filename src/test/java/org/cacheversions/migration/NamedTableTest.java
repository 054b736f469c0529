package org.cacheversions.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations of a table in another schema and with another name. */
final class NamedTableTest {

    private static final String TABLE = "forum.\"Cache Versions\"";
    private static final String CHANGELOG = """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                               xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                               xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                                                   http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
              <changeSet id="start" author="forum">
                <customChange class="org.cacheversions.migration.liquibase.StartCacheVersioning">
                  <param name="caches" value="bans"/>
                  <param name="table" value="forum.&quot;Cache Versions&quot;"/>
                </customChange>
              </changeSet>
            </databaseChangeLog>
            """;

    private final String url = TestDatabase.POSTGRESQL.create();

    @TempDir
    private Path directory;

    @BeforeEach
    void create() throws Exception {
        Sql.execute(
                url,
                "CREATE SCHEMA forum",
                TestDatabase.POSTGRESQL.dialect().sql().replace("cache_version", TABLE));
    }

    private long rows() throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            return Long.parseLong(Sql.query(connection, "SELECT COUNT(*) FROM " + TABLE + " WHERE cache = 'bans'")
                    .get(0));
        }
    }

    @Test
    void plainJdbc() throws Exception {
        StartCacheVersioning start = new StartCacheVersioning("bans").inTable(TABLE);
        try (Connection connection = DriverManager.getConnection(url)) {
            start.apply(connection);
            assertThat(rows()).isOne();
            assertThat(start.ifAbsent().apply(connection)).isEmpty();
            start.reverse().apply(connection);
            assertThat(rows()).isZero();
        }
    }

    @Test
    void flyway() throws Exception {
        Flyway.configure()
                .dataSource(url, null, null)
                .locations(new String[0])
                .baselineOnMigrate(true)
                .javaMigrations(new V7__Start_bans())
                .load()
                .migrate();
        assertThat(rows()).isOne();
    }

    @Test
    void liquibase() throws Exception {
        Files.writeString(directory.resolve("forum.xml"), CHANGELOG);
        try (Connection connection = DriverManager.getConnection(url);
                Liquibase liquibase = new Liquibase(
                        "forum.xml",
                        new DirectoryResourceAccessor(directory),
                        DatabaseFactory.getInstance()
                                .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
            StringWriter shown = new StringWriter();
            liquibase.update(new Contexts(), shown);
            assertThat(shown.toString()).contains("INSERT INTO " + TABLE).doesNotContain("INTO cache_version");
            liquibase.update(new Contexts());
            assertThat(rows()).isOne();
            liquibase.rollback(1, "");
            assertThat(rows()).isZero();
        }
    }

    @Test
    void whatIsNoNameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StopCacheVersioning("bans").inTable("cache_version; DROP TABLE users"))
                .withMessageStartingWith("CV0325");
    }

    /** As applications write it. */
    public static final class V7__Start_bans extends org.cacheversions.migration.flyway.StartCacheVersioning {

        public V7__Start_bans() {
            super("bans");
        }

        @Override
        protected String table() {
            return TABLE;
        }
    }
}
