package org.cacheversions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.cacheversions.CacheVersionsUnit;
import org.cacheversions.VersionedCache;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.cacheversions.spi.FaultPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transactions that invalidate one cache by a trigger and another one in code, on PostgreSQL. */
class MixedTriggersTest {

    private final String url = TestDatabase.POSTGRESQL.create();
    private final TestNode node = TestNode.start(Unit.HIBERNATE_JTA, url, Forum.class, Updated.class);
    private final Connection connection = DriverManager.getConnection(url);
    private final Forum forum = node.bean(Forum.class);

    MixedTriggersTest() throws SQLException {
        Sql.execute(connection, "CREATE TABLE ban (id bigint)", "CREATE TABLE post (id bigint)");
        for (String table : List.of("ban", "post")) {
            Sql.execute(
                    connection,
                    Console.of(url)
                            .run("triggers", "--table", table, "--cache", table + "s")
                            .out());
        }
        assertThat(counts()).isEqualTo("00");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        node.close();
    }

    private String counts() {
        return node.request(() -> "" + forum.bans() + forum.posts());
    }

    /** Writes a row in SQL and invalidates caches in code, in one transaction, and returns how it has failed. */
    private CompletableFuture<Throwable> write(String table, String... caches) {
        return CompletableFuture.supplyAsync(() -> TestNode.jta(() -> {
                    forum.insert(table);
                    node.invalidator().invalidate(caches);
                    return table;
                }))
                .handle((value, failure) -> failure);
    }

    private List<Throwable> failures(CompletableFuture<Throwable> one, CompletableFuture<Throwable> other) {
        return Stream.of(one.join(), other.join())
                .filter(failure -> failure != null)
                .toList();
    }

    /** The transaction manager keeps what the commit throws beside the causes. */
    private static Stream<String> states(Throwable failure) {
        return Stream.of(
                        failure instanceof SQLException sql ? Stream.of(sql.getSQLState()) : Stream.<String>empty(),
                        Arrays.stream(failure.getSuppressed()).flatMap(MixedTriggersTest::states),
                        Stream.ofNullable(failure.getCause()).flatMap(MixedTriggersTest::states))
                .flatMap(states -> states);
    }

    @Test
    void oneOfTwoInOppositeOrdersFailsAndNothingIsStale() throws SQLException {
        CyclicBarrier both = new CyclicBarrier(2);
        node.bean(Updated.class).then(() -> {
            try {
                both.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        List<Throwable> failures = failures(write("ban", "posts"), write("post", "bans"));
        assertThat(failures).hasSize(1);
        assertThat(states(failures.get(0))).containsOnly("40P01");
        assertThat(counts()).isIn("10", "01");
        assertThat(Sql.revision(connection, "bans")).isEqualTo(2);
        assertThat(Sql.revision(connection, "posts")).isEqualTo(2);
    }

    @Test
    void codeThatNamesBothCachesLocksThemInOneOrder() throws SQLException {
        AtomicBoolean first = new AtomicBoolean(true);
        node.bean(Updated.class).then(() -> {
            if (first.getAndSet(false)) {
                await().until(() -> !Sql.query(connection, "SELECT 1 FROM pg_locks WHERE NOT granted")
                        .isEmpty());
            }
        });
        assertThat(failures(write("ban", "bans", "posts"), write("post", "bans", "posts")))
                .isEmpty();
        assertThat(counts()).isEqualTo("11");
    }

    /** Runs an action when a transaction has written its versions, before its commit. */
    @ApplicationScoped
    static class Updated implements FaultPoint {

        private volatile Runnable action = () -> {};

        void then(Runnable next) {
            action = next;
        }

        @Override
        public void reached(String point) {
            if (point.equals(AFTER_UPDATE)) {
                action.run();
            }
        }
    }

    @ApplicationScoped
    static class Forum {

        @Inject
        @CacheVersionsUnit
        EntityManagerFactory factory;

        @VersionedCache("bans")
        public long bans() {
            return count("ban");
        }

        @VersionedCache("posts")
        public long posts() {
            return count("post");
        }

        private long count(String table) {
            try (EntityManager entityManager = factory.createEntityManager()) {
                return ((Number) entityManager
                                .createNativeQuery("SELECT count(*) FROM " + table)
                                .getSingleResult())
                        .longValue();
            }
        }

        void insert(String table) {
            try (EntityManager entityManager = factory.createEntityManager()) {
                entityManager
                        .createNativeQuery("INSERT INTO " + table + " VALUES (1)")
                        .executeUpdate();
            }
        }
    }
}
