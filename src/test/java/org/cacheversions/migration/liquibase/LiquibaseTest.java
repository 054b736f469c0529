package org.cacheversions.migration.liquibase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.exception.ValidationFailedException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.cacheversions.databases.Catalogue;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.jdbc.SqlScript;
import org.cacheversions.migration.Labels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The real Liquibase on real databases. */
class LiquibaseTest {

    private static final Contexts NONE = new Contexts();

    @ParameterizedTest
    @CsvSource({
        "H2, forum.xml",
        "H2, forum.yaml",
        "POSTGRESQL, forum.xml",
        "POSTGRESQL, forum.yaml",
        "MARIADB, forum.xml",
        "MARIADB, forum.yaml"
    })
    void upDownAndUpAgain(TestDatabase database, String changelog) throws Exception {
        String url = database.create();
        run(url, changelog, liquibase -> liquibase.update(NONE));
        Map<String, String> first = labels(url);
        assertThat(first).containsOnlyKeys("*", "bans");
        assertThat(Catalogue.of(url)).isEqualTo(Catalogue.of(database.withTable()));
        run(url, changelog, liquibase -> liquibase.update(NONE));
        assertThat(labels(url)).isEqualTo(first);

        run(url, changelog, liquibase -> liquibase.rollback(1, ""));
        assertThat(labels(url)).containsOnlyKeys("*", "bans", "categories");
        run(url, changelog, liquibase -> liquibase.rollback(2, ""));
        assertThat(labels(url)).containsOnlyKeys("*");
        run(url, changelog, liquibase -> liquibase.rollback(1, ""));
        assertThat(Catalogue.of(url)).isEmpty();

        run(url, changelog, liquibase -> liquibase.update(NONE));
        assertThat(labels(url)).containsOnlyKeys("*", "bans");
        assertThat(labels(url).get("bans")).isNotEqualTo(first.get("bans"));
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    void aSecondChangelogCreatesTheJournal(TestDatabase database) throws Exception {
        String url = database.create();
        run(url, "permissions.xml", liquibase -> liquibase.update(NONE));
        assertThat(labels(url)).containsOnlyKeys("*", "permissions");
        String other = database.create();
        try (Connection connection = DriverManager.getConnection(other)) {
            SqlScript.run(connection, database.dialect().sqlOfJournal());
        }
        String journal = Catalogue.of(url, "cache_journal");
        assertThat(journal).isEqualTo(Catalogue.of(other, "cache_journal")).contains("key 1 cache");
        run(url, "permissions.xml", liquibase -> liquibase.rollback(2, ""));
        assertThat(Catalogue.of(url, "cache_journal")).isEmpty();
        run(url, "permissions.xml", liquibase -> liquibase.update(NONE));
        assertThat(Catalogue.of(url, "cache_journal")).isEqualTo(journal);

        run(other, "permissions.xml", liquibase -> liquibase.update(NONE)); // the table is there
        assertThat(labels(other)).containsOnlyKeys("*", "permissions");
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    void anExistingTableIsLeftUnchanged(TestDatabase database) throws Exception {
        String url = database.withTable();
        run(url, "forum.xml", liquibase -> liquibase.update(NONE));
        assertThat(labels(url)).containsOnlyKeys("*", "bans");
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    void startingTwiceFailsWithACodeAndChangesNothing(TestDatabase database) throws Exception {
        String url = database.create();
        assertThatThrownBy(() -> run(url, "twice.yaml", liquibase -> liquibase.update(NONE)))
                .hasMessageContaining("CV0701: the cache 'bans' is started already");
        assertThat(labels(url)).containsOnlyKeys("*", "bans");
    }

    @ParameterizedTest
    @EnumSource(names = "H2")
    void anInvalidNameIsFoundBeforeAnythingRuns(TestDatabase database) throws Exception {
        String url = database.create();
        assertThatThrownBy(() -> run(url, "wrong.yaml", liquibase -> liquibase.update(NONE)))
                .hasRootCauseInstanceOf(ValidationFailedException.class)
                .hasStackTraceContaining("CV0102: 'not a name'");
        assertThat(Catalogue.of(url)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    void theSqlPreviewOfStartingChangesNothing(TestDatabase database) throws Exception {
        String url = database.withTable();
        StringWriter sql = new StringWriter();
        run(url, "forum.xml", liquibase -> liquibase.update(NONE, sql));
        assertThat(labels(url)).containsOnlyKeys("*");
        Sql.execute(url, "DELETE FROM cache_version"); // like a table created with JPA

        runOurs(url, sql.toString());
        assertThat(labels(url)).containsOnlyKeys("*", "bans");
        assertThat(labels(url).get("bans")).matches("\\d+-[A-Za-z0-9]{8}");
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    void theSqlPreviewOfStoppingChangesNothing(TestDatabase database) throws Exception {
        String url = database.withTable();
        StringWriter stop = new StringWriter();
        run(url, "forum.xml", liquibase -> liquibase.update(NONE));
        run(url, "forum.xml", liquibase -> liquibase.rollback(3, "", NONE, new LabelExpression(), stop));
        assertThat(labels(url)).containsOnlyKeys("*", "bans");
        long revisionOfBans = revision("bans", url);
        runOurs(url, stop.toString());
        assertThat(labels(url)).containsOnlyKeys("*");
        assertThat(revision("*", url)).isGreaterThanOrEqualTo(revisionOfBans);
    }

    private static void runOurs(String url, String script) throws SQLException {
        List<String> ours = script.lines()
                .filter(line -> line.contains(" cache_version ") && !line.startsWith("--"))
                .map(line -> line.replaceAll(";$", ""))
                .toList();
        assertThat(ours).isNotEmpty();
        Sql.execute(url, ours.toArray(String[]::new));
    }

    private interface Work {
        void on(Liquibase liquibase) throws LiquibaseException;
    }

    private static void run(String url, String changelog, Work work) throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            try (Liquibase liquibase = new Liquibase(
                    "org/cacheversions/migration/liquibase/" + changelog,
                    new ClassLoaderResourceAccessor(),
                    database)) {
                work.on(liquibase);
            }
        }
    }

    private static long revision(String cache, String url) throws SQLException {
        String label = labels(url).get(cache);
        return Long.parseLong(label.substring(0, label.indexOf('-')));
    }

    private static Map<String, String> labels(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return Labels.of(connection);
        }
    }
}
