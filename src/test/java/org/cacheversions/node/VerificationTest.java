package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.cacheversions.testing.CacheAssertions.assertNothingForgotten;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.cacheversions.Cache;
import org.cacheversions.CacheFilter;
import org.cacheversions.CacheName;
import org.cacheversions.CacheScope;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;
import org.cacheversions.admin.MovedClock;
import org.cacheversions.spi.CacheFigures;
import org.cacheversions.testing.Action;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hits that run the method again. */
class VerificationTest {

    /** A value with fields. */
    record Ban(long user, String reason) {}

    /** Reads fields that anybody may change without telling. */
    @ApplicationScoped
    static class Bans {

        String reason = "spam";
        long shift;
        final AtomicInteger runs = new AtomicInteger();
        final AtomicInteger numbers = new AtomicInteger();

        @VersionedCache("bans")
        public Ban find(long user) {
            runs.incrementAndGet();
            return new Ban(user + shift, reason);
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

        void shift() {
            shift = 1;
        }

        String reason() {
            return reason;
        }

        void reason(String text) {
            reason = text;
        }

        int runs() {
            return runs.get();
        }
    }

    /** Results that are kept only sometimes. */
    @ApplicationScoped
    static class Sometimes {

        @Nullable
        Object result = "spam";

        Supplier<Object> supplier = Object::new;

        @VersionedCache(value = "bans", cacheNulls = false)
        public @Nullable Object unlessNull(long user) {
            return result;
        }

        @VersionedCache(value = "bans", unless = NotText.class)
        public @Nullable Object unlessText(long user) {
            return result;
        }

        @VersionedCache("bans")
        public @Nullable Object any(long user) {
            return result;
        }

        @VersionedCache("bans")
        public Object computed(long user) {
            return supplier.get();
        }

        void next(Supplier<Object> next) {
            supplier = next;
        }

        void result(@Nullable Object next) {
            result = next;
        }
    }

    /** Keeps texts only. */
    public static final class NotText implements CacheFilter {

        @Override
        public boolean excludes(Method method, @Nullable Object result) {
            return !(result instanceof String);
        }
    }

    /** Calls other cached methods. */
    @ApplicationScoped
    static class Pages {

        private final AtomicInteger runs = new AtomicInteger();

        @Inject
        private Bans bans;

        @Inject
        private Pages self;

        @Inject
        @CacheName("bans")
        private Cache cache;

        @VersionedCache("pages")
        public String page(long user) {
            return "banned: " + bans.find(user).reason();
        }

        @VersionedCache("pages")
        public String pageInTransaction(long user) {
            return TestNode.jta(() ->
                    "banned: " + bans.find(user).reason() + bans.find(user).reason());
        }

        @VersionedCache("pages")
        public String pageOfInjected(long user) {
            return "banned: " + cache.get(user, bans::reason);
        }

        @VersionedCache("pages")
        public long fibonacci(int number) {
            runs.incrementAndGet();
            return number < 2 ? number : self.fibonacci(number - 1) + self.fibonacci(number - 2);
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
    private long noticed;

    private void start(Unit unit, String share) {
        node = TestNode.start(
                unit,
                Map.of("cache-versions.auto-start", "true", "cache-versions.verify", share),
                Bans.class,
                Sometimes.class,
                Pages.class,
                Passing.class,
                MovedClock.class);
        bans = node.bean(Bans.class);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static final List<Supplier<Object>> INCOMPARABLE = List.of(
            () -> new PriorityQueue<>(List.of("a")), () -> Pattern.compile("a"), StringBuilder::new, Object::new);

    @Test
    void whatIsNeverEqualIsNoDifference() {
        start(Unit.HIBERNATE_LOCAL, "0");
        Sometimes sometimes = node.bean(Sometimes.class);
        for (Supplier<Object> next : INCOMPARABLE) {
            node.invalidator().invalidate("bans");
            sometimes.next(next);
            assertNothingForgotten(() -> {
                node.request(() -> sometimes.computed(7));
                node.request(() -> sometimes.computed(7));
            });
        }
    }

    @Test
    void aReportNamesEachFieldAndNoKey() {
        assertFound(() -> {
                    node.request(() -> bans.find(123_456));
                    bans.reason("other");
                    bans.shift();
                    node.request(() -> bans.find(123_456));
                })
                .hasMessageContaining("different at user, reason)")
                .hasMessageNotContaining("1e240");
    }

    @Test
    void aDifferenceIsReportedAgainAfterAnHour() {
        start(Unit.HIBERNATE_LOCAL, "1");
        try (LogCapture log = new LogCapture()) {
            change("second");
            for (int minutes = 0; minutes < 59; minutes++) {
                node.bean(MovedClock.class).aMinuteLater();
            }
            change("third");
            assertThat(log.warnings()).hasSize(1);
            node.bean(MovedClock.class).aMinuteLater();
            change("fourth");
            assertThat(log.warnings()).hasSize(2).allMatch(line -> line.startsWith("CV0560"));
        }
    }

    /** Changes the data and waits until that was noticed. */
    private void change(String reason) {
        node.request(() -> bans.find(7));
        bans.reason(reason);
        await().untilAsserted(() -> assertThat(node.request(() -> bans.find(7))).isEqualTo(new Ban(7, reason)));
        await().untilAsserted(() -> assertThat(differences()).isEqualTo(noticed + 1));
        noticed++;
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
                    .contains("Bans.find(long)", "[bans]", "different at reason");
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

    @ParameterizedTest
    @MethodSource("keptSometimes")
    void theEntryIsDroppedIfTheNewResultIsNotKept(BiFunction<Sometimes, Long, Object> method, Supplier<Object> next) {
        start(Unit.HIBERNATE_LOCAL, "0");
        Sometimes sometimes = node.bean(Sometimes.class);
        assertThat(node.request(() -> method.apply(sometimes, 7L))).isEqualTo("spam");
        Object other = next.get();
        sometimes.result(other);
        assertThatThrownBy(() -> assertNothingForgotten(() -> node.request(() -> method.apply(sometimes, 7L))))
                .hasMessageContaining("CV0560");
        assertThat(node.request(() -> method.apply(sometimes, 7L))).isEqualTo(other);
    }

    static List<Arguments> keptSometimes() {
        BiFunction<Sometimes, Long, Object> unlessNull = Sometimes::unlessNull;
        BiFunction<Sometimes, Long, Object> unlessText = Sometimes::unlessText;
        BiFunction<Sometimes, Long, Object> any = Sometimes::any;
        Supplier<Object> none = () -> null;
        Supplier<Object> number = () -> 7;
        Supplier<Object> once = () -> new ByteArrayInputStream(new byte[0]);
        return List.of(Arguments.of(unlessNull, none), Arguments.of(unlessText, number), Arguments.of(any, once));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aForgottenInvalidationIsFoundBelowAnotherCachedCall(BiFunction<Pages, Long, String> method) {
        start(Unit.HIBERNATE_JTA, "0");
        Pages pages = node.bean(Pages.class);
        node.request(() -> method.apply(pages, 7L));
        bans.reason("other");
        assertThatThrownBy(() -> assertNothingForgotten(() -> node.request(() -> method.apply(pages, 7L))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("CV0560")
                .hasMessageContaining("[bans, pages]");
        assertThat(node.request(() -> method.apply(pages, 7L))).contains("other");
    }

    static List<BiFunction<Pages, Long, String>> pages() {
        return List.of(Pages::page, Pages::pageInTransaction, Pages::pageOfInjected);
    }

    @Test
    void theEntriesBelowAreReportedThemselves() {
        start(Unit.HIBERNATE_JTA, "0");
        Pages pages = node.bean(Pages.class);
        node.request(() -> pages.page(7));
        node.request(() -> pages.pageInTransaction(7));
        bans.reason("other");
        assertThatThrownBy(() -> assertNothingForgotten(() -> {
                    node.request(() -> pages.page(7));
                    node.request(() -> pages.pageInTransaction(7));
                    node.request(() -> bans.find(7));
                }))
                .hasMessageContaining("Pages.page(long)")
                .hasMessageContaining("Pages.pageInTransaction(long)")
                .hasMessageContaining("Bans.find(long)");
    }

    @Test
    void cachedCallsBelowAreNeitherHitsNorMisses() {
        start(Unit.HIBERNATE_JTA, "0");
        Pages pages = node.bean(Pages.class);
        node.request(() -> pages.page(7));
        node.request(() -> pages.pageInTransaction(7));
        List<Long> before = callsBelow();
        assertNothingForgotten(() -> {
            node.request(() -> pages.page(7));
            node.request(() -> pages.pageInTransaction(7));
        });
        assertThat(callsBelow()).isEqualTo(before);
    }

    private List<Long> callsBelow() {
        return node.bean(CacheFigures.class).methods().stream()
                .filter(counters -> counters.name().contains("Bans.find"))
                .flatMap(counters -> Stream.of(counters.hits(), counters.misses(), counters.bypasses()))
                .toList();
    }

    @Test
    void aRecursiveMethodIsComputedOnceForEachArgument() {
        start(Unit.HIBERNATE_LOCAL, "0");
        Pages pages = node.bean(Pages.class);
        node.request(() -> pages.fibonacci(20));
        assertNothingForgotten(() -> node.request(() -> pages.fibonacci(20)));
        assertThat(pages.runs()).isEqualTo(42);
    }

    @Test
    void anAssertionWithinAnotherEndsOnlyItself() {
        start(Unit.HIBERNATE_LOCAL, "0");
        assertThatThrownBy(() -> assertNothingForgotten(() -> {
                    assertNothingForgotten(() -> node.request(() -> bans.list(7)));
                    addReason();
                    node.request(() -> bans.list(7));
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("CV1060");
    }

    @Test
    void theConfiguredVerificationGoesOnAfterAnAssertion() {
        start(Unit.HIBERNATE_LOCAL, "1");
        assertNothingForgotten(() -> node.request(() -> bans.find(7)));
        bans.reason("other");
        await().untilAsserted(() -> assertThat(node.request(() -> bans.find(7))).isEqualTo(new Ban(7, "other")));
    }
}
