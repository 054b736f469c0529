package org.cacheversions.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import org.cacheversions.internal.core.support.SqlFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What real databases say is understood. */
class SqlFailureTest {

    private static SqlFailure of(String url, String sql) {
        return SqlFailure.of(new IllegalStateException(catchThrowable(() -> Sql.execute(url, sql))));
    }

    @ParameterizedTest
    @EnumSource
    void tablesAndColumnsThatAreMissing(TestDatabase database) throws SQLException {
        assertThat(of(database.create(), "SELECT cache FROM cache_version")).isEqualTo(SqlFailure.MISSING_TABLE);
        assertThat(of(database.withTable(), "SELECT cache FROM cache_versions")).isEqualTo(SqlFailure.MISSING_TABLE);
        assertThat(of(database.withTable(), "SELECT colour FROM cache_version")).isEqualTo(SqlFailure.MISSING_COLUMN);
        assertThat(of(database.withTable(), "SELEC colour FROM cache_version")).isEqualTo(SqlFailure.OTHER);
    }

    /** The embedded MariaDB runs without its grant tables. */
    @Test
    void permissionsThatAreMissing() throws SQLException {
        String h2 = TestDatabase.H2.withTable();
        Sql.execute(h2, "CREATE USER ann PASSWORD ''");
        assertThat(of(h2.replaceAll(";.*", ";USER=ann"), "SELECT * FROM cache_version"))
                .isEqualTo(SqlFailure.NO_PERMISSION);
    }
}
