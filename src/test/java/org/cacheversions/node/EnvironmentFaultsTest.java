package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transaction;
import java.sql.Connection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.cacheversions.CachesInvalidated;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.databases.Sql;
import org.cacheversions.spi.CacheMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reports each fault of the environment once, with a code and a remedy, and limits its effects. */
class EnvironmentFaultsTest {

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void aMissingTableFailsTheStartWithItsCreateStatement(Unit unit) throws Exception {
        try (TestNode node = start(unit);
                Connection connection = node.connection()) {
            Sql.execute(connection, "DROP TABLE cache_version");

            assertThatThrownBy(node.engine()::start)
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageStartingWith("CV0305")
                    .hasMessageContaining("CREATE TABLE cache_version");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void missingCachesAreNamedWhereRowsMayNotBeAdded(Unit unit) throws Exception {
        String database = UUID.randomUUID().toString();
        try (LogCapture log = new LogCapture();
                TestNode before = TestNode.start(unit, database, Map.of());
                Connection connection = before.connection()) {
            Sql.execute(connection, "ALTER TABLE cache_version ADD CONSTRAINT closed CHECK (cache = '*')");

            TestNode node = TestNode.start(unit, database, CounterService.class);
            node.engine().start();
            node.close();

            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0307"))
                    .singleElement()
                    .asString()
                    .contains("counter", "Grant INSERT");
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0104"))
                    .anySatisfy(line -> assertThat(line).contains("CounterService.next()", "'counter'", "auto-start"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void aResourceLocalUnitIsWrittenAfterAJtaTransaction(Unit unit) {
        try (LogCapture log = new LogCapture();
                TestNode node = start(unit)) {
            String before = node.versions().get("counter");

            String during = TestNode.jta(() -> {
                node.invalidator().invalidate("counter");
                return suspended(() -> node.versions().get("counter")); // the unit does not read in the transaction
            });

            assertThat(during).isEqualTo(before);
            assertThat(node.versions().get("counter")).isNotEqualTo(before);
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0308"))
                    .singleElement()
                    .asString()
                    .contains("Use a JTA unit");
        }
    }

    private static <T> T suspended(Callable<T> work) throws Exception {
        Transaction transaction = TestNode.transactionManager().suspend();
        try {
            return work.call();
        } finally {
            TestNode.transactionManager().resume(transaction);
        }
    }

    @Test
    void aResourceLocalUnitIsProbedForJtaOnce() {
        try (LogCapture log = new LogCapture("org.hibernate");
                TestNode node = start(Unit.HIBERNATE_LOCAL)) {
            node.versions();
            for (int i = 0; i < 5; i++) {
                node.invalidator().invalidate("counter");
            }

            assertThat(log.messages())
                    .filteredOn(line -> line.contains("joinTransaction"))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void anObserverThatThrowsDoesNotUndoACommit() {
        try (LogCapture log = new LogCapture();
                TestNode node = start(Unit.HIBERNATE_JTA, Thrower.class)) {
            String before = node.versions().get("counter");

            TestNode.jta(() -> {
                node.invalidator().invalidate("counter");
                return null;
            });

            assertThat(node.versions().get("counter")).isNotEqualTo(before);
            assertThat(log.warnings()).anySatisfy(line -> assertThat(line).startsWith("CV0601"));
        }
    }

    @Test
    void failingMetricsAreReportedOnce() {
        try (LogCapture log = new LogCapture();
                TestNode node = start(Unit.HIBERNATE_LOCAL, BrokenMetrics.class)) {
            CounterService counter = node.bean(CounterService.class);

            assertThat(node.request(counter::next)).isOne();
            assertThat(node.request(counter::next)).isOne();

            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0602"))
                    .hasSize(1);
        }
    }

    private static TestNode start(Unit unit, Class<?>... more) {
        Class<?>[] beans = new Class<?>[more.length + 1];
        beans[0] = CounterService.class;
        System.arraycopy(more, 0, beans, 1, more.length);
        return TestNode.start(unit, Map.of("cache-versions.auto-start", "true"), beans);
    }

    @ApplicationScoped
    static class Thrower {

        void observe(@Observes CachesInvalidated event) {
            throw new IllegalStateException("on purpose");
        }
    }

    @ApplicationScoped
    static class BrokenMetrics implements CacheMetrics {

        @Override
        public void hit(String method) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void miss(String method) {
            throw new IllegalStateException("on purpose");
        }
    }
}
