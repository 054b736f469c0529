package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cacheversions.testing.CacheAssertions.assertNothingForgotten;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.naming.Context;
import javax.naming.NoInitialContextException;
import javax.naming.spi.InitialContextFactory;
import org.cacheversions.VersionedCache;
import org.cacheversions.databases.Sql;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.testing.Action;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bean that reads from a replica that the test updates itself. */
class GuardTest {

    private static final JdbcDataSource REPLICA = new JdbcDataSource();

    private TestNode node;

    @BeforeEach
    void start() throws SQLException {
        REPLICA.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Sql.execute(
                REPLICA.getURL(),
                "CREATE TABLE cache_version (cache varchar(128) PRIMARY KEY, version varchar(8), revision bigint)",
                "CREATE TABLE stock (amount int)",
                "INSERT INTO stock VALUES (0)");
        node = TestNode.start(
                Unit.ECLIPSELINK_LOCAL,
                Map.of(
                        "cache-versions.auto-start",
                        "true",
                        "cache-versions.guard",
                        "jdbc/replica",
                        Context.INITIAL_CONTEXT_FACTORY,
                        Names.class.getName()),
                Stock.class);
        // the runtime is assembled when it is first needed
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Names.class.getName());
        try {
            node.engine();
            node.versions().asMap();
        } finally {
            System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        }
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static void replay(int amount, Iterable<VersionRow> rows) throws SQLException {
        try (Connection connection = REPLICA.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE stock SET amount = " + amount);
            for (VersionRow row : rows) {
                statement.execute("MERGE INTO cache_version KEY (cache) VALUES ('" + row.cache() + "', '"
                        + row.version() + "', " + row.revision() + ")");
            }
            connection.commit();
        }
    }

    private Iterable<VersionRow> committed() {
        return node.contexts().pin().requireSnapshot().rows().values();
    }

    private int amount() {
        return node.request(() -> node.bean(Stock.class).amount());
    }

    @Test
    void valuesOfALaggingReplicaAreNotStored() throws Exception {
        replay(1, committed());
        assertThat(amount()).isEqualTo(1);
        replay(2, List.of());
        assertThat(amount()).as("a hit").isEqualTo(1);

        node.invalidator().invalidate("items");
        assertThat(amount()).as("loaded from the lagging replica").isEqualTo(2);
        replay(3, List.of());
        assertThat(amount()).as("loaded again, since it was not stored").isEqualTo(3);

        replay(4, committed());
        assertThat(amount()).isEqualTo(4);
        replay(5, List.of());
        assertThat(amount()).as("a hit again").isEqualTo(4);
    }

    @Test
    void aVerificationWaitsForTheReplica() throws Exception {
        replay(1, committed());
        node.invalidator().invalidate("items");
        Iterable<VersionRow> rows = committed();
        replay(2, rows);
        assertThat(amount()).isEqualTo(2);
        replay(1, ofTheReplicaBefore(rows)); // as a replica that lags behind the one that the entry was read from
        assertNothingForgotten(this::amount);
        assertThat(amount()).as("not replaced by the older value").isEqualTo(2);
        replay(3, rows);
        assertThatThrownBy(() -> assertNothingForgotten(this::amount)).hasMessageContaining("CV0560");
    }

    @Test
    void aReplicaThatFallsBehindDuringAVerificationReplacesNothing() throws Exception {
        Iterable<VersionRow> rows = committed();
        replay(1, rows);
        assertThat(amount()).isEqualTo(1);
        replay(2, rows);
        node.bean(Stock.class).afterwards(() -> replay(0, ofTheReplicaBefore(rows)));
        assertNothingForgotten(this::amount);
        assertThat(amount()).as("not replaced by the older value").isEqualTo(1);
    }

    private static List<VersionRow> ofTheReplicaBefore(Iterable<VersionRow> rows) {
        List<VersionRow> before = new ArrayList<>();
        rows.forEach(row -> before.add(new VersionRow(row.cache(), row.revision() - 1, "before00")));
        return before;
    }

    @Test
    void nothingIsStoredWhileTheReplicaIsUnavailable() throws Exception {
        replay(1, committed());
        try (LogCapture log = new LogCapture()) {
            Sql.execute(REPLICA.getURL(), "ALTER TABLE cache_version RENAME TO hidden");
            amount();
            replay(2, List.of());
            assertThat(amount()).isEqualTo(2);
            assertThat(log.warnings()).hasSize(1).allMatch(line -> line.startsWith("CV0315"));
        }
    }

    @Test
    void anUnboundNameFailsTheDeployment() {
        assertThatThrownBy(() -> {
                    try (TestNode wrong = TestNode.start(
                            Unit.ECLIPSELINK_LOCAL,
                            Map.of("cache-versions.auto-start", "true", "cache-versions.guard", "java:/none"),
                            Stock.class)) {
                        wrong.engine();
                        wrong.versions();
                    }
                })
                .hasStackTraceContaining("CV0314: cache-versions.guard names 'java:/none'");
        assertThatThrownBy(() -> {
                    try (TestNode wrong = TestNode.start(
                            Unit.ECLIPSELINK_LOCAL,
                            Map.of("cache-versions.auto-start", "true", "cache-versions.guard", "nowhere"),
                            Stock.class)) {
                        wrong.engine();
                        wrong.versions();
                    }
                })
                .hasStackTraceContaining("CV0306: the persistence unit 'nowhere'");
    }

    @ApplicationScoped
    static class Stock {

        private Action<SQLException> afterwards = () -> {};

        void afterwards(Action<SQLException> action) {
            afterwards = action;
        }

        @VersionedCache("items")
        int amount() throws SQLException {
            int amount = read();
            Action<SQLException> action = afterwards;
            afterwards = () -> {};
            action.run();
            return amount;
        }

        private static int read() throws SQLException {
            try (Connection connection = REPLICA.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT amount FROM stock WHERE 1 <> "
                            + -Math.abs(System.nanoTime()))) { // see JpaVersionSource on H2
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** A JNDI context with a single name. */
    public static final class Names implements InitialContextFactory {

        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) {
            return (Context) Proxy.newProxyInstance(
                    Names.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("lookup") && "jdbc/replica".equals(arguments[0])) {
                            return REPLICA;
                        }
                        if (method.getName().equals("close")) {
                            return null;
                        }
                        throw new NoInitialContextException(String.valueOf(arguments == null ? "" : arguments[0]));
                    });
        }
    }
}
