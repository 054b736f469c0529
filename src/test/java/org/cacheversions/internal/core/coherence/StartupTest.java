package org.cacheversions.internal.core.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.FakeClock;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.node.LogCapture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The work of a node when the database first answers. */
class StartupTest {

    private final Database database = new Database("items");

    private void readsFailWith(@Nullable String state) {
        readsFailWith(state, 0);
    }

    private void readsFailWith(@Nullable String state, int code) {
        database.whenRead(() -> {
            throw new IllegalStateException(new SQLException("refused", state, code));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"42S02", "42P01", "42S03", "42S04", "42X05", "42704"})
    void aMissingTableIsAnError(String state) {
        Core core = new Core(database, false);
        readsFailWith(state);
        assertThatThrownBy(core.engine::start)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("CV0305");
    }

    /** Real pairs of state and code: PostgreSQL, Db2, H2, MySQL, MariaDB, Oracle, SQL Server. */
    @ParameterizedTest
    @CsvSource({
        "42501, 0",
        "42501, -551",
        "90096, 90096",
        "42000, 1142",
        "42000, 1143",
        "42000, 1044",
        "42000, 1031",
        "S0005, 229"
    })
    void aMissingPermissionIsAnErrorOfItsOwn(String state, int code) {
        Core core = new Core(database, false);
        readsFailWith(state, code);
        assertThatThrownBy(core.engine::start)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("CV0322")
                .hasMessageContaining("GRANT SELECT, UPDATE ON cache_version");
    }

    @ParameterizedTest
    @CsvSource({
        "42000, 942, CV0305",
        "42501, -5501, CV0305",
        "S0002, 208, CV0305",
        "42703, 0, CV0321",
        "42S22, 1054, CV0321",
        "42000, 904, CV0321"
    })
    void databasesWithoutStandardStatesAreUnderstood(String state, int code, String message) {
        Core core = new Core(database, false);
        readsFailWith(state, code);
        assertThatThrownBy(core.engine::start)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith(message);
    }

    /** MySQL's 1226, too many connections of a user, is of the class of syntax errors. */
    @Test
    void aLimitThatIsUsedUpIsAnOutage() {
        Core core = new Core(database, false);
        readsFailWith("42000", 1226);
        assertThatCode(core.engine::start).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "08001")
    void anOutageIsNotAnError(@Nullable String state) throws Exception {
        Core core = new Core(database, true);
        CachedMethod method = core.method("bans()", "bans");
        readsFailWith(state);
        assertThatCode(core.engine::start).doesNotThrowAnyException();
        database.whenRead(() -> {});
        core.requestValue(method, "x");
        assertThat(database.row("bans"))
                .as("started when the database is available")
                .isNotNull();
    }

    /** GlassFish creates a servlet, and so the caches that are injected into it, at its first request. */
    @Test
    void autoStartStartsCachesThatAreNamedLater() throws Exception {
        Core core = new Core(database, true);
        core.engine.start();
        CachedMethod late = core.method("late()", "late");

        core.requestValue(late, "x");

        assertThat(database.row("late")).isNotNull();
    }

    @Test
    void autoStartStartsAllNamedCaches() {
        Core core = new Core(database, true);
        core.method("bans()", "bans");
        try (LogCapture log = new LogCapture()) {
            core.engine.start();
            assertThat(log.warnings()).isEmpty();
        }
        assertThat(database.row("bans")).isNotNull();
        int reads = database.reads();
        core.engine.contexts().pin();
        assertThat(database.reads()).as("only once").isEqualTo(reads + 1);
    }

    /** Another session has locked the reserved row. */
    @Test
    void whileAutoStartHangsOtherRequestsGoOn() throws Exception {
        Core core = new Core(database, true);
        CachedMethod items = core.method("items()", "items");
        CachedMethod bans = core.method("bans()", "bans");
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(1);
        database.whenStarted = () -> {
            hangs.countDown();
            await(ends);
        };
        database.write("x", 1);
        try (Threads threads = new Threads()) {
            Threads.Started<Integer> starting = threads.start(() -> core.requestValue(bans, "x"));
            await(hangs);

            assertThat(core.<Integer>requestValue(items, "x")).isEqualTo(1);
            assertThat(core.<Integer>requestValue(items, "x")).isEqualTo(1);
            assertThat(items.statistics().hits()).as("cached as usual").isOne();
            assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(1);
            assertThat(bans.statistics().bypasses()).isOne();

            ends.countDown();
            assertThat(starting.result()).isEqualTo(1);
        }
        core.requestValue(bans, "x");
        assertThat(bans.statistics().bypasses()).as("started").isOne();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Threads.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anAutoStartThatFailedIsRetriedWithPausesThatGrow() throws Exception {
        FakeClock clock = new FakeClock();
        Core core = new Core(database, true, clock);
        CachedMethod bans = core.method("bans()", "bans");
        AtomicInteger starts = new AtomicInteger();
        database.whenStarted = () -> {
            starts.incrementAndGet();
            throw new IllegalStateException("locked");
        };
        try (LogCapture log = new LogCapture()) {
            core.engine.start();
            core.requestValue(bans, "x");
            assertThat(starts).hasValue(1);
            clock.advance(Duration.ofSeconds(1));
            core.requestValue(bans, "x");
            core.requestValue(bans, "x");
            assertThat(starts).hasValue(2);
            clock.advance(Duration.ofSeconds(1));
            core.requestValue(bans, "x");
            assertThat(starts).hasValue(2);
            clock.advance(Duration.ofSeconds(1));
            core.requestValue(bans, "x");
            assertThat(starts).hasValue(3);
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0307"))
                    .hasSize(1);
        }
        database.whenStarted = () -> {};
        clock.advance(Duration.ofMinutes(1));
        core.requestValue(bans, "x");
        assertThat(database.row("bans")).isNotNull();
    }

    @Test
    void eachUseOfAMissingCacheIsReportedOnce() {
        Core core = new Core(database, false);
        core.method("bans()", "bans", "items");
        core.engine.declare("Ban", new TreeSet<>(Set.of("bans")));
        try (LogCapture log = new LogCapture()) {
            core.engine.start();
            core.engine.start();
            assertThat(log.warnings())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).startsWith("CV0104").contains("'bans'"));
        }
        assertThat(database.row("bans")).isNull();
    }
}
