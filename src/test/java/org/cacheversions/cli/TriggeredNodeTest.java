package org.cacheversions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.CacheScope;
import org.cacheversions.CacheVersionsUnit;
import org.cacheversions.VersionedCache;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node sees what native SQL and other programs write, on PostgreSQL. */
class TriggeredNodeTest {

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL", "HIBERNATE_JTA"})
    void sqlInvalidatesTheEntryOfItsScope(Unit unit) throws SQLException {
        String url = TestDatabase.POSTGRESQL.create();
        try (TestNode node = TestNode.start(unit, url, Bans.class);
                Connection other = DriverManager.getConnection(url)) {
            Sql.execute(
                    other,
                    "CREATE TABLE ban (user_id bigint, reason text)",
                    "INSERT INTO ban VALUES (1, 'spam'), (2, 'spam')",
                    Console.of(url)
                            .run("triggers", "--table", "ban", "--cache", "bans", "--scope-column", "user_id")
                            .out());
            Bans bans = node.bean(Bans.class);
            for (int i = 0; i < 2; i++) {
                assertThat(node.request(() -> bans.of(1) + bans.of(2))).isEqualTo("spamspam");
            }
            assertThat(bans.loads()).isEqualTo(2);

            Sql.execute(other, "UPDATE ban SET reason = 'abuse' WHERE user_id = 1");
            assertThat(node.request(() -> bans.of(1) + bans.of(2))).isEqualTo("abusespam");
            assertThat(bans.loads()).as("only that of its scope").isEqualTo(3);

            other.setAutoCommit(false);
            Sql.execute(other, "UPDATE ban SET reason = 'lies'");
            assertThat(node.request(() -> bans.of(1) + bans.of(2))).isEqualTo("abusespam");
            other.rollback();
            assertThat(node.request(() -> bans.of(1) + bans.of(2))).isEqualTo("abusespam");
            assertThat(bans.loads()).as("a rollback").isEqualTo(3);

            Sql.execute(other, "UPDATE ban SET reason = 'lies'");
            other.commit();
            assertThat(node.request(() -> bans.of(1) + bans.of(2))).isEqualTo("lieslies");
            Sql.execute(other, "TRUNCATE ban");
            other.commit();
            assertThat(node.request(() -> bans.of(1) + bans.of(2))).isEqualTo("--");

            node.invalidator().invalidate("bans");
            assertThat(node.request(() -> bans.of(1))).isEqualTo("-");
            Sql.execute(other, "INSERT INTO ban VALUES (1, 'spam')");
            other.commit();
            assertThat(node.request(() -> bans.of(1))).isEqualTo("spam");
        }
    }

    @ApplicationScoped
    public static class Bans {

        @Inject
        @CacheVersionsUnit
        EntityManagerFactory factory;

        private final AtomicInteger loads = new AtomicInteger();

        public int loads() {
            return loads.get();
        }

        @VersionedCache("bans")
        public String of(@CacheScope long userId) {
            loads.incrementAndGet();
            try (EntityManager entityManager = factory.createEntityManager()) {
                return (String) entityManager
                        .createNativeQuery("SELECT coalesce(min(reason), '-') FROM ban WHERE user_id = " + userId)
                        .getSingleResult();
            }
        }
    }
}
