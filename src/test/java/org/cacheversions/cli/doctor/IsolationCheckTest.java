package org.cacheversions.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.cacheversions.migration.SchemaDialect;
import org.junit.jupiter.api.Test;

/** The isolation of SQL Server, of which the tests have none: its answers are scripted. */
class IsolationCheckTest {

    private final IsolationCheck check = new IsolationCheck(Optional.of(SchemaDialect.SQLSERVER));

    private static Connection connection(int level, boolean readCommittedSnapshot) {
        ResultSet row = scripted(ResultSet.class, Map.of("next", true, "getBoolean", readCommittedSnapshot));
        PreparedStatement select = scripted(PreparedStatement.class, Map.of("executeQuery", row));
        return scripted(Connection.class, Map.of("getTransactionIsolation", level, "prepareStatement", select));
    }

    private static <T> T scripted(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    @Test
    void readCommittedNeedsTheSnapshotOption() throws SQLException {
        Finding without = check.at(connection(Connection.TRANSACTION_READ_COMMITTED, false));
        assertThat(without.verdict()).isEqualTo(Finding.Verdict.WARN);
        assertThat(without.text()).contains("SET READ_COMMITTED_SNAPSHOT ON");
        Finding with = check.at(connection(Connection.TRANSACTION_READ_COMMITTED, true));
        assertThat(with.verdict()).isEqualTo(Finding.Verdict.OK);
        assertThat(check.refusal(connection(Connection.TRANSACTION_READ_COMMITTED, false)))
                .isEmpty();
    }

    @Test
    void snapshotRefusesConcurrentWriters() throws SQLException {
        Finding found = check.at(connection(4096, true));
        assertThat(found.verdict()).isEqualTo(Finding.Verdict.WARN);
        assertThat(found.text()).startsWith("SNAPSHOT").contains("3960");
        assertThat(check.refusal(connection(4096, true))).contains("SNAPSHOT");
    }
}
