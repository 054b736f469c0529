package org.cacheversions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command with a table in another schema and with another name. */
final class NamedTableTest {

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, CREATE SCHEMA forum, forum.\"Cache Versions\"",
        "POSTGRESQL, CREATE SCHEMA forum, Forum.Labels",
        "H2, CREATE SCHEMA forum, forum.\"Cache Versions\"",
        "MARIADB, SET @unused = 1, `Cache Versions`"
    })
    void everyCommandTakesIt(TestDatabase database, String before, String table) throws SQLException {
        String url = database.create();
        Sql.execute(url, before);
        Console console = Console.of(url).with("CACHE_VERSIONS_TABLE", table);
        for (String statement : console.run("schema").out().split(";")) {
            if (!statement.isBlank()) {
                Sql.execute(url, statement);
            }
        }
        assertThat(console.run("start", "bans", "posts").exitCode()).isZero();
        assertThat(console.run("stop", "posts").exitCode()).isZero();
        assertThat(console.run("invalidate", "bans").cell(0, 2)).isEqualTo("2");
        assertThat(console.run("invalidate-all", "--yes").cell(0, 2)).isEqualTo("3");
        assertThat(Console.of(url).run("list", "--table", table).cell(0, 0)).isEqualTo("bans");
        assertThat(Console.of(url).run("list").exitCode()).as("the usual table").isEqualTo(1);
        assertThat(console.run("doctor").out())
                .contains("table\tOK\t" + table + " contains 1 caches")
                .contains("permissions\tOK");
    }

    @Test
    void theColumnsOfATableInAnotherSchemaAreExamined() throws SQLException {
        String url = TestDatabase.POSTGRESQL.create();
        Sql.execute(
                url,
                "CREATE SCHEMA forum",
                "CREATE TABLE forum.\"Cache Versions\" (cache varchar(20) PRIMARY KEY, version varchar(8),"
                        + " revision bigint)");
        assertThat(Console.of(url)
                        .run("doctor", "--table", "forum.\"Cache Versions\"")
                        .out())
                .contains("cache takes 20 characters", "changed_at is missing");
    }

    @Test
    void whatIsNoNameIsRefused() {
        Console.Result result =
                Console.of("jdbc:h2:mem:none").run("list", "--table", "cache_version; DROP TABLE users");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("CV0325");
    }
}
