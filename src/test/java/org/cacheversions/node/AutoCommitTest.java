package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.cacheversions.databases.Sql;
import org.cacheversions.internal.jpa.JpaVersionSource;
import org.cacheversions.internal.jpa.OwnTransaction;
import org.cacheversions.spi.VersionRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool at REPEATABLE READ that lends connections without auto-commit and does not reset returned ones. */
class AutoCommitTest {

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private Connection elsewhere;
    private Connection pooled;

    @BeforeEach
    void connect() throws SQLException {
        elsewhere = DriverManager.getConnection(url);
        pooled = DriverManager.getConnection(url);
        pooled.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    @AfterEach
    void disconnect() throws SQLException {
        pooled.close();
        elsewhere.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void commitsOfOthersAreSeen(Unit unit) throws Exception {
        Map<String, Object> properties = Map.of(
                "jakarta.persistence.nonJtaDataSource",
                pool(),
                "jakarta.persistence.schema-generation.database.action",
                "create",
                "eclipselink.session-name",
                url);
        try (EntityManagerFactory factory = Persistence.createEntityManagerFactory(unit.unit, properties)) {
            factory.createEntityManager().close();
            new JpaVersionSource(factory, new Direct()).start(new TreeSet<>(Set.of("bans")));
            pooled.setAutoCommit(false); // EclipseLink has turned it on
            JpaVersionSource source = new JpaVersionSource(factory, new Direct());
            long before = revision(source);

            bump();
            assertThat(revision(source)).isEqualTo(before + 1);
            bump();
            assertThat(revision(source)).isEqualTo(before + 2);
        }
    }

    private void bump() throws SQLException {
        Sql.updateOne(elsewhere, "UPDATE cache_version SET revision = revision + 1 WHERE cache = 'bans'");
    }

    private static long revision(JpaVersionSource source) {
        return source.read().stream()
                .filter(row -> row.cache().equals("bans"))
                .mapToLong(VersionRow::revision)
                .sum();
    }

    private DataSource pool() {
        Connection kept = (Connection) Proxy.newProxyInstance(
                AutoCommitTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(pooled, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (DataSource) Proxy.newProxyInstance(
                AutoCommitTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getConnection" -> kept;
                    case "hashCode" -> 1;
                    case "equals" -> proxy == arguments[0];
                    default -> null;
                });
    }

    /** Without a transaction manager. */
    private static final class Direct implements OwnTransaction {

        @Override
        public <T> T required(Supplier<T> work) {
            return work.get();
        }

        @Override
        public <T> T none(Supplier<T> work) {
            return work.get();
        }
    }
}
