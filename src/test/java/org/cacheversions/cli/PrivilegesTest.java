package org.cacheversions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.internal.jdbc.JdbcVersionWriter;
import org.junit.jupiter.api.Test;

/** The least privileges that docs/privileges.md names are enough, and each of them is needed. */
class PrivilegesTest {

    private final String url = TestDatabase.POSTGRESQL.withTable();
    private final String role = "p" + url.replaceAll(".*/(\\w+)\\?.*", "$1");
    private final String urlOfRole = url.replace("user=postgres", "user=" + role);
    private final Console console = Console.of(urlOfRole);

    PrivilegesTest() throws SQLException {
        Sql.execute(url, "CREATE ROLE " + role + " LOGIN");
    }

    private void grant(String privileges) throws SQLException {
        Sql.execute(url, "GRANT " + privileges + " ON cache_version TO " + role);
    }

    private void refused(String code, String... command) {
        Console.Result result = console.run(command);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).startsWith(code).contains("permission denied").containsIgnoringCase("grant SELECT");
    }

    private void done(String... command) {
        Console.Result result = console.run(command);
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @Test
    void eachCommandNeedsTheDocumentedPrivileges() throws SQLException {
        Console.of(url).run("start", "bans");
        refused("CV1015", "list");
        assertThat(console.run("doctor").out())
                .contains("table\tFAIL\t", "GRANT SELECT ON cache_version")
                .doesNotContain("Create it");
        grant("SELECT");
        done("list");
        refused("CV0323", "invalidate", "bans");
        grant("UPDATE");
        done("invalidate", "bans");
        done("invalidate-all", "--yes");
        refused("CV0703", "start", "posts");
        refused("CV0704", "stop", "bans");
        grant("DELETE");
        done("stop", "bans");
        Sql.execute(url, "REVOKE DELETE ON cache_version FROM " + role);
        grant("INSERT");
        done("start", "posts");
    }

    @Test
    void aConnectionWithoutPermissionIsNamed() throws SQLException {
        grant("SELECT");
        try (Connection connection = DriverManager.getConnection(urlOfRole)) {
            JdbcVersionWriter writer = new JdbcVersionWriter(connection, TableName.DEFAULT, new FreshVersion());
            assertThatThrownBy(() -> writer.invalidate(new TreeSet<>(Set.of("bans"))))
                    .isInstanceOf(CacheVersionsException.class)
                    .hasMessageStartingWith("CV0323")
                    .hasMessageContaining("GRANT SELECT, UPDATE ON cache_version");
        }
    }
}
