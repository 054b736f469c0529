package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.cacheversions.testing.CacheAssertions.assertNothingForgotten;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.cacheversions.CacheScope;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;
import org.cacheversions.admin.MovedClock;
import org.cacheversions.spi.CacheFigures;
import org.cacheversions.testing.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hits that run the method again. */
class VerificationTest {

    /** A value with fields. */
    record Ban(long user, String reason) {}

    /** Reads fields that anybody may change without telling. */
    @ApplicationScoped
    static class Bans {

        String reason = "spam";
        final AtomicInteger runs = new AtomicInteger();
        final AtomicInteger numbers = new AtomicInteger();

        @VersionedCache("bans")
        public Ban find(long user) {
            runs.incrementAndGet();
            return new Ban(user, reason);
        }

        @VersionedCache("bans")
        public Ban ofUser(@CacheScope long user) {
            runs.incrementAndGet();
            return new Ban(user, reason);
        }

        @VersionedCache("bans")
        public Set<String> reasons(long user) {
            runs.incrementAndGet();
            return Set.of("a", "b", reason);
        }

        @VersionedCache("bans")
        public List<String> list(long user) {
            return new ArrayList<>(List.of(reason));
        }

        @VersionedCache("bans")
        public int number() {
            return numbers.incrementAndGet();
        }

        @InvalidatesCache("bans")
        public void invalidate() {}

        void reason(String text) {
            reason = text;
        }

        int runs() {
            return runs.get();
        }
    }

    @Dependent
    static class Passing {

        static final AtomicInteger RUNS = new AtomicInteger();

        @VersionedCache("bans")
        public int get(long id) {
            return RUNS.incrementAndGet();
        }
    }

    private TestNode node;
    private Bans bans;

    private void start(Unit unit, String share) {
        node = TestNode.start(
                unit,
                Map.of("cache-versions.auto-start", "true", "cache-versions.verify", share),
                Bans.class,
                Passing.class,
                MovedClock.class);
        bans = node.bean(Bans.class);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private long differences() {
        return node.bean(CacheFigures.class).methods().stream()
                .mapToLong(CacheFigures.Counters::differences)
                .sum();
    }

    private void addReason() {
        node.request(() -> bans.list(7).add("mine"));
    }

    private AbstractThrowableAssert<?, ?> assertFound(Action<RuntimeException> calls) {
        start(Unit.HIBERNATE_JTA, "0");
        return assertThatThrownBy(() -> assertNothingForgotten(calls)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aValueThatACallerHasChangedIsReportedAsThat() {
        assertFound(() -> {
                    addReason();
                    node.request(() -> bans.list(7));
                })
                .hasMessageContaining("CV1060")
                .hasMessageContaining("Bans.list(long)")
                .hasMessageNotContaining("CV0560");
    }

    @Test
    void aValueThatIsChangedBeforeItIsStoredIsReportedAsThat() {
        assertFound(() -> {
                    node.request(() -> TestNode.jta(() -> bans.list(7).add("mine")));
                    node.request(() -> bans.list(7));
                })
                .hasMessageContaining("CV1060")
                .hasMessageNotContaining("CV0560");
    }

    @Test
    void aForgottenInvalidationIsNotBlamedOnCallersThatChangeNothing() {
        assertFound(() -> {
                    node.request(() -> bans.list(7));
                    bans.reason("other");
                    node.request(() -> bans.list(7));
                })
                .hasMessageContaining("CV0560")
                .hasMessageContaining("unchanged since")
                .hasMessageNotContaining("CV1060");
    }

    @Test
    void aForgottenInvalidationIsReportedEvenIfACallerHasChangedTheValueToo() {
        assertFound(() -> {
                    addReason();
                    bans.reason("other");
                    node.request(() -> bans.list(7));
                })
                .hasMessageContaining("CV0560")
                .hasMessageContaining("perhaps changed by a caller since")
                .hasMessageNotContaining("CV1060");
    }

    @Test
    void aReportHasTheAgeOfTheEntry() {
        start(Unit.HIBERNATE_LOCAL, "1");
        try (LogCapture log = new LogCapture()) {
            node.request(() -> bans.find(7));
            node.bean(MovedClock.class).aMinuteLater();
            bans.reason("other");
            await().untilAsserted(
                            () -> assertThat(node.request(() -> bans.find(7))).isEqualTo(new Ban(7, "other")));
            assertThat(log.warnings()).singleElement().asString().contains("CV0560", "stored PT1M");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aForgottenInvalidationIsReportedOnceAndTheEntryReplaced(Unit unit) {
        start(unit, "1");
        try (LogCapture log = new LogCapture()) {
            assertThat(node.request(() -> bans.find(7))).isEqualTo(new Ban(7, "spam"));
            bans.reason("other");
            assertThat(node.request(() -> bans.find(7))).as("a hit").isEqualTo(new Ban(7, "spam"));
            await().untilAsserted(
                            () -> assertThat(node.request(() -> bans.find(7))).isEqualTo(new Ban(7, "other")));
            bans.reason("third");
            await().untilAsserted(
                            () -> assertThat(node.request(() -> bans.find(7))).isEqualTo(new Ban(7, "third")));
            assertThat(differences()).isEqualTo(2);
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0560"))
                    .singleElement()
                    .asString()
                    .contains("Bans.find(long)", "[bans]", "at reason");
        }
    }

    @Test
    void whatIsInvalidatedIsNoDifference() {
        start(Unit.HIBERNATE_LOCAL, "0");
        assertNothingForgotten(() -> {
            node.request(() -> bans.find(7));
            bans.reason("other");
            node.invalidator().invalidate("bans");
            node.request(() -> bans.find(7));
            node.request(() -> bans.find(7));
            node.request(() -> bans.reasons(7));
            node.request(() -> bans.reasons(7));
        });
        assertThat(differences()).isZero();
    }

    @Test
    void anAssertionFailsWithEachDifference() {
        start(Unit.HIBERNATE_LOCAL, "0");
        assertThatThrownBy(() -> assertNothingForgotten(() -> {
                    node.request(() -> bans.find(7));
                    node.request(() -> bans.ofUser(8));
                    bans.reason("other");
                    node.request(() -> bans.find(7));
                    node.request(() -> bans.ofUser(8));
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("CV1106")
                .hasMessageContaining("CV0560")
                .hasMessageContaining("Bans.find(long)")
                .hasMessageContaining("Bans.ofUser(long)");
        int runs = bans.runs();
        node.request(() -> bans.find(7));
        assertThat(bans.runs()).as("the verification has ended").isEqualTo(runs);
    }

    @Test
    void aMethodThatReturnsDifferentValuesIsReportedAsThat() {
        start(Unit.HIBERNATE_LOCAL, "0");
        assertThatThrownBy(() -> assertNothingForgotten(() -> {
                    node.request(bans::number);
                    node.request(bans::number);
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("CV0561")
                .hasMessageContaining("the value itself");
    }

    @Test
    void hitsInATransactionAndOfPassingBeansAreNotVerified() {
        start(Unit.HIBERNATE_JTA, "0");
        Passing passing = node.bean(Passing.class);
        assertNothingForgotten(() -> {
            node.request(() -> bans.find(7));
            bans.reason("other");
            node.request(() -> TestNode.jta(() -> bans.find(7)));
            node.request(() -> passing.get(1));
            node.request(() -> passing.get(1));
        });
        assertThat(bans.runs()).isEqualTo(1);
    }

    @Test
    void withoutTheSettingNothingRunsAgain() {
        start(Unit.HIBERNATE_LOCAL, "0");
        for (int i = 0; i < 100; i++) {
            node.request(() -> bans.find(7));
        }
        assertThat(bans.runs()).isEqualTo(1);
        assertThat(List.of(differences())).containsExactly(0L);
    }
}
