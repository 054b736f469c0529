package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Timestamp;
import java.text.DecimalFormat;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.jboss.weld.proxy.WeldClientProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys are taken before the method runs, and only of arguments that can be compared by their content. */
@SuppressWarnings("JavaUtilDate") // applications pass it
class KeyContentTest {

    private final Core core = new Core("a");
    private final CachedMethod a = core.method("a()", "a");
    private final AtomicInteger loads = new AtomicInteger();

    /** A class of an application, with an equality of its own. */
    static final class Point {
        int x;

        Point(int x) {
            this.x = x;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Point that && x == that.x;
        }

        @Override
        public int hashCode() {
            return x;
        }
    }

    /** As an entity often has it: its hash code stays the same when it changes. */
    static class Criteria {
        String name;
        final List<String> words = new ArrayList<>();
        Criteria parent;

        Criteria(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Criteria that
                    && Objects.equals(name, that.name)
                    && words.equals(that.words)
                    && Objects.equals(
                            parent == null ? null : parent.name, that.parent == null ? null : that.parent.name);
        }

        @Override
        public int hashCode() {
            return 31;
        }
    }

    static final class MoreCriteria extends Criteria {
        MoreCriteria(String name) {
            super(name);
        }
    }

    private static Criteria withParent() {
        Criteria criteria = new Criteria("a");
        criteria.parent = new Criteria("b");
        criteria.parent.parent = criteria; // a cycle
        return criteria;
    }

    /** A set with more content than its elements: it can't be copied into a plain one. */
    static final class TitledSet extends HashSet<Integer> {
        private static final long serialVersionUID = 1L;
        private final String title = "t";

        TitledSet() {
            super(List.of(1, 4));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof TitledSet that && title.equals(that.title) && super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    /** The same, without a method that clones it. */
    static final class TitledList extends AbstractList<String> {
        private final List<String> elements = new ArrayList<>(List.of("Aa"));

        @Override
        public String get(int index) {
            return elements.get(index);
        }

        @Override
        public int size() {
            return elements.size();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof TitledList && super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    record Range(Date from, List<String> names) {}

    record Bytes(byte[] bytes) {}

    record Named(String name, int number) {}

    private Object call(Object argument) throws Exception {
        return core.request(() -> core.call(a, argument, loads::incrementAndGet));
    }

    private static Arguments changing(String what, Supplier<?> made, Consumer<?> change) {
        return Arguments.of(what, made, change);
    }

    static Stream<Arguments> changing() {
        return Stream.of(
                changing("date", () -> new Date(1), (Date date) -> date.setTime(2)),
                changing("timestamp", () -> new Timestamp(1), (Timestamp time) -> time.setNanos(2)),
                changing("calendar", KeyContentTest::calendar, (Calendar calendar) -> calendar.setTimeInMillis(2)),
                changing("bits", BitSet::new, (BitSet bits) -> bits.set(1)),
                changing("array", () -> new int[] {1}, (int[] array) -> array[0] = 2),
                changing("array of dates", () -> new Date[] {new Date(1)}, (Date[] dates) -> dates[0].setTime(2)),
                changing("list", () -> new ArrayList<>(List.of(2, 1)), (List<Integer> list) -> Collections.sort(list)),
                changing("fixed-size list", () -> Arrays.asList(1, 2), (List<Integer> list) -> list.set(0, 2)),
                // "Aa" and "BB" have one hash code
                changing("set whose hash stays", () -> new HashSet<>(List.of("Aa")), (HashSet<String> set) -> {
                    set.clear();
                    set.add("BB");
                }),
                changing("map", () -> new HashMap<>(Map.of(1, "Aa")), (Map<Integer, String> map) -> map.put(1, "BB")),
                changing("list of dates", () -> List.of(new Date(1)), (List<Date> dates) -> dates.get(0)
                        .setTime(2)),
                changing("optional date", () -> Optional.of(new Date(1)), (Optional<Date> date) -> date.get()
                        .setTime(2)),
                changing("entry", () -> Map.entry("a", new Date(1)), (Map.Entry<String, Date> entry) -> entry.getValue()
                        .setTime(2)),
                changing(
                        "record",
                        () -> new Range(new Date(1), new ArrayList<>(List.of("Aa"))),
                        (Range range) -> range.names().set(0, "BB")),
                changing("time zone", () -> new SimpleTimeZone(0, "x"), (TimeZone zone) -> zone.setID("y")),
                changing(
                        "format",
                        () -> new DecimalFormat("0"),
                        (DecimalFormat format) -> format.setMaximumFractionDigits(2)),
                changing("own class", () -> new Point(1), (Point point) -> point.x = 2),
                changing(
                        "own class whose hash stays",
                        () -> new Criteria("a"),
                        (Criteria criteria) -> criteria.name = "b"),
                changing("subclass", () -> new MoreCriteria("a"), (Criteria criteria) -> criteria.name = "b"),
                changing("list in it", () -> new Criteria("a"), (Criteria criteria) -> criteria.words.add("x")),
                changing(
                        "another object in it",
                        KeyContentTest::withParent,
                        (Criteria criteria) -> criteria.parent.name = "c"),
                changing(
                        "it in a list",
                        () -> List.of(new Criteria("a")),
                        (List<Criteria> list) -> list.get(0).name = "b"),
                changing(
                        "it in an array",
                        () -> new Criteria[] {new Criteria("a")},
                        (Criteria[] array) -> array[0].name = "b"),
                changing(
                        "it in a map",
                        () -> Map.of(1, new Criteria("a")),
                        (Map<Integer, Criteria> map) -> map.get(1).name = "b"),
                changing("own set", TitledSet::new, (TitledSet set) -> {
                    set.clear();
                    set.addAll(List.of(2, 3));
                }),
                changing("own list", TitledList::new, (TitledList list) -> list.elements.set(0, "BB")));
    }

    private static Calendar calendar() {
        Calendar calendar = Calendar.getInstance();
        calendar.setTimeInMillis(1);
        return calendar;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changing")
    void aMethodThatChangesItsArgumentFillsNoOtherEntry(String what, Supplier<Object> made, Consumer<Object> change)
            throws Exception {
        Object argument = made.get();
        core.request(() -> core.call(a, argument, () -> {
            change.accept(argument);
            return "of what it was";
        }));
        assertThat(call(argument)).as("of what it has become").isEqualTo(1);
        assertThat(call(made.get())).as("found under what it was").isEqualTo("of what it was");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changing")
    void aCallerThatChangesItsArgumentAfterTheCallFindsNoOtherEntry(
            String what, Supplier<Object> made, Consumer<Object> change) throws Exception {
        Object argument = made.get();
        core.request(() -> core.call(a, argument, () -> "of what it was"));
        change.accept(argument);
        assertThat(call(argument)).isEqualTo(1);
        assertThat(call(made.get())).isEqualTo("of what it was");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changing")
    void aBatchMayReuseItsArgumentInATransaction(String what, Supplier<Object> made, Consumer<Object> change)
            throws Exception {
        Object argument = made.get();
        core.request(() -> {
            core.database.begin();
            core.call(a, argument, () -> "first");
            change.accept(argument);
            assertThat(core.<Object>call(a, argument, () -> "second")).isEqualTo("second");
            core.database.commit();
            return null;
        });
        assertThat(call(argument)).isEqualTo("second");
        assertThat(call(made.get())).isEqualTo("first");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changing")
    void equalArgumentsShareAnEntry(String what, Supplier<Object> made, Consumer<Object> change) throws Exception {
        call(made.get());
        assertThat(call(made.get())).isEqualTo(1);
        assertThat(a.statistics().hits()).isEqualTo(1);
    }

    @Test
    void viewsHaveTheContentOfTheirElements() throws Exception {
        List<Integer> all = new ArrayList<>(List.of(1, 2, 3));
        call(all.subList(0, 2));
        all.add(4);
        assertThat(call(List.of(1, 2))).isEqualTo(1);
        assertThat(call(new Bag<>(List.of(1, 2))))
                .as("a list that compares by identity")
                .isEqualTo(1);
        assertThat(call(new LinkedHashMap<>(Map.of("a", 1)).keySet())).isEqualTo(2);
        assertThat(call(java.util.Set.of("a"))).isEqualTo(2);
    }

    /** As the bags of a persistence provider. */
    private static final class Bag<T> extends java.util.AbstractList<T> {
        private final List<T> elements;

        Bag(List<T> elements) {
            this.elements = elements;
        }

        @Override
        public T get(int index) {
            return elements.get(index);
        }

        @Override
        public int size() {
            return elements.size();
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Its elements are not its whole content. */
    private static final class Titled extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        private final String title;

        Titled(String title) {
            super(List.of("a"));
            this.title = title;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Titled that && title.equals(that.title) && super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    @Test
    void aListMayHaveMoreContentThanItsElements() throws Exception {
        assertThat(call(new Titled("one"))).isEqualTo(1);
        assertThat(call(new Titled("two"))).isEqualTo(2);
        assertThat(call(new Titled("one"))).isEqualTo(1);
        assertThat(call(List.of("a"))).isEqualTo(3);
    }

    @Test
    void aComparatorDoesNotMakeDifferentSetsEqual() throws Exception {
        TreeSet<String> one = new TreeSet<>(Comparator.comparing(String::length));
        one.add("Aa");
        TreeSet<String> other = new TreeSet<>(Comparator.comparing(String::length));
        other.add("BB");
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        call(one);
        assertThat(call(other)).isEqualTo(2);
    }

    /** An object that can't be copied, since its superclass hides its state, is checked by its hash code. */
    static final class Task extends java.util.concurrent.RecursiveAction {
        private static final long serialVersionUID = 1L;
        int number;

        Task(int number) {
            this.number = number;
        }

        @Override
        protected void compute() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Task that && number == that.number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    @Test
    void anObjectThatCannotBeCopiedIsNotStoredIfItsHashChanges() throws Exception {
        Task task = new Task(1);
        core.request(() -> core.call(a, task, () -> {
            task.number = 2;
            return "of 1";
        }));
        assertThat(call(task)).isEqualTo(1);
        assertThat(call(new Task(2))).isEqualTo(1);
    }

    @Test
    void elementsThatAreEqualButNotIdenticalAreNotLost() throws Exception {
        Set<Object> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        identities.add(new String("a"));
        identities.add(new String("a"));
        call(identities);
        assertThat(call(Set.of("a"))).isEqualTo(2);
    }

    /** Weld's proxies are equal if they are of one class. */
    static final class Proxied implements WeldClientProxy {
        @Override
        public Metadata getMetadata() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Proxied;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    /** As Weld names the proxy of the caller's principal, which is no client proxy. */
    static final class Principal$Proxy$_$$_Weld$EnterpriseProxy$ {
        @Override
        public boolean equals(Object other) {
            return other instanceof Principal$Proxy$_$$_Weld$EnterpriseProxy$;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    static Stream<Object> unfit() {
        return Stream.of(
                new Proxied(),
                new Principal$Proxy$_$$_Weld$EnterpriseProxy$(),
                List.of(new Proxied()),
                Proxy.newProxyInstance(
                        KeyContentTest.class.getClassLoader(),
                        new Class<?>[] {Comparable.class},
                        (self, method, args) -> method.getName().equals("equals") ? true : 1),
                new Object(),
                (Runnable) () -> {},
                Stream.of(1),
                new StringBuilder("a"),
                new AtomicInteger(),
                new HashMap<>(Map.of(1, 2)).values(),
                Collections.unmodifiableCollection(List.of(1)),
                new IdentityHashMap<>(Map.of("a", 1)),
                List.of(new byte[] {1}),
                new Bytes(new byte[] {1}),
                Optional.of(new byte[] {1}),
                List.of(new Object()));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void anArgumentThatCannotBeComparedBypassesTheStore(Object argument) throws Exception {
        assertThat(call(argument)).isEqualTo(1);
        assertThat(call(argument)).isEqualTo(2);
        assertThat(core.store.size()).isZero();
        assertThat(a.statistics().bypasses()).isEqualTo(2);
        core.request(() -> {
            core.engine.calls().put(a, 1, argument);
            return null;
        });
        assertThat(core.engine.calls().find(a, argument)).isNull();
    }

    enum Constant {
        WITH_BODY {
            @Override
            public String toString() {
                return "body";
            }
        }
    }

    @Test
    void constantsClassesAndAnnotationsAreKeys() throws Exception {
        for (Object argument : List.of(
                Constant.WITH_BODY,
                KeyContentTest.class,
                new Named("a", 1),
                Override.class,
                FunctionalInterface.class,
                Deprecated.class)) {
            call(argument);
            call(argument);
        }
        Object annotation = Supplier.class.getAnnotation(FunctionalInterface.class);
        call(annotation);
        call(annotation);
        assertThat(a.statistics().hits()).isEqualTo(7);
    }

    /** An object of a class whose {@code equals} or {@code hashCode} is faulty. */
    private static final class Faulty {
        private final boolean hashes;

        Faulty(boolean hashes) {
            this.hashes = hashes;
        }

        @Override
        public boolean equals(Object other) {
            throw new ClassCastException("on purpose");
        }

        @Override
        public int hashCode() {
            if (hashes) {
                return 1;
            }
            throw new IllegalStateException("on purpose");
        }
    }

    /** Its {@code equals} throws what it does not declare. */
    private static final class Sneaky {
        private final Throwable failure;

        Sneaky(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public boolean equals(Object other) {
            throw Sneaky.<RuntimeException>thrown(failure);
        }

        @Override
        public int hashCode() {
            return 1;
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T extends Throwable> T thrown(Throwable any) throws T {
            throw (T) any;
        }
    }

    @Test
    void aKeyWhoseEqualsThrowsIsAMiss() throws Exception {
        for (Supplier<Object> made : List.<Supplier<Object>>of(
                () -> new Sneaky(new IOException("on purpose")),
                () -> new Sneaky(new AssertionError("on purpose")),
                () -> new Faulty(true),
                () -> new Faulty(false),
                () -> List.of(new Faulty(true)),
                this::cycle)) {
            int before = loads.get();
            call(made.get());
            call(made.get());
            call(made.get());
            assertThat(loads).hasValue(before + 3);
        }
        assertThat(EntryKey.of(new Faulty(true))).isNotEqualTo(EntryKey.of(new Faulty(true)));
    }

    private List<Object> cycle() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        return cycle;
    }

    /** The container may give the method a collection that fails when it is read, such as one loaded too late. */
    @Test
    void aCollectionThatCannotBeReadIsAMiss() throws Exception {
        Collection<Object> closed = new java.util.AbstractList<>() {
            @Override
            public Object get(int index) {
                throw new IllegalStateException("closed");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        assertThat(call(closed)).isEqualTo(1);
        assertThat(call(closed)).isEqualTo(2);
    }

    @Test
    void aValueWhoseEqualsThrowsIsStored() throws Exception {
        CachedMethod noNulls = core.method("noNulls()", Core.options(Core.LOCK_TIMEOUT, false, null), false, "a");
        Faulty value = new Faulty(false);
        assertThat(core.request(() -> core.<Object>call(noNulls, 1, () -> value)) == value)
                .isTrue();
        CachedValue found = core.request(() -> core.engine.calls().find(noNulls, 1));
        assertThat(found.value() == value).isTrue();
    }
}
