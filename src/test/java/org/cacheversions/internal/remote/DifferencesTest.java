package org.cacheversions.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two results of one method, and where they differ. */
class DifferencesTest {

    /** Without equals, as many entities are. */
    private static class Plain {

        private final Object content;
        private @Nullable Object other;
        private transient int computed = new Object().hashCode();

        Plain(Object content) {
            this.content = content;
        }
    }

    private record Person(String name, int age, Object... rest) {}

    /** Equal by its id. */
    private record Row(int id, String text) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Row that && id == that.id;
        }

        @Override
        public int hashCode() {
            return id;
        }
    }

    private static final class OwnList extends ArrayList<Object> {

        private static final long serialVersionUID = 1;

        private final transient Object page = new Object();
        final AtomicInteger reads = new AtomicInteger();

        OwnList(Collection<?> elements) {
            super(elements);
        }
    }

    private static final class Failure extends Exception {

        private static final long serialVersionUID = 1;
    }

    static List<Supplier<Object>> results() {
        return List.of(
                () -> new PriorityQueue<>(List.of("b", "a")),
                () -> new IdentityHashMap<>(Map.of(new Plain(1), 1)),
                () -> new OwnList(List.of("a")),
                () -> Pattern.compile("a"),
                () -> new StringBuilder("a"),
                AtomicInteger::new,
                Failure::new,
                Object::new,
                () -> new Plain(Pattern.compile("a")),
                () -> List.of(Optional.of(new Plain(List.of(new Plain(1))))),
                () -> IntStream.range(0, 100).mapToObj(Plain::new).collect(Collectors.toCollection(HashSet::new)),
                () -> new HashMap<>(Map.of(new Plain(1), new Plain("a"), new Plain(2), "b")),
                () -> Set.of(List.of(new Plain(1)), List.of(new Plain(2))),
                () -> sorted(Comparator.comparing(Object::toString)),
                () -> new Object[] {new int[] {1}, new Plain(1)},
                DifferencesTest::cycle,
                DifferencesTest::deep);
    }

    private static Object sorted(Comparator<Object> comparator) {
        TreeSet<Object> set = new TreeSet<>(comparator);
        set.addAll(List.of("a", "b"));
        return set;
    }

    private static Object cycle() {
        Plain one = new Plain("a");
        one.other = new Plain(Set.of(one));
        return one;
    }

    /** Too deep for the stack. */
    private static Object deep() {
        Plain inner = new Plain(1);
        for (int i = 0; i < 100_000; i++) {
            inner = new Plain(inner);
        }
        return inner;
    }

    @ParameterizedTest
    @MethodSource("results")
    void aSecondResultDoesNotDiffer(Supplier<Object> method) {
        assertThat(Differences.between(method.get(), method.get())).isEmpty();
    }

    @Test
    void oneObjectInTwoPlacesIsAsGoodAsTwo() {
        Plain one = new Plain("a");
        assertThat(Differences.between(List.of(one, one), List.of(new Plain("a"), new Plain("a"))))
                .isEmpty();
        assertThat(Differences.between(List.of(new Plain("a"), new Plain("a")), List.of(one, one)))
                .isEmpty();
    }

    static List<Arguments> different() {
        return List.of(
                Arguments.of(1, 2, List.of("the value itself")),
                Arguments.of(null, 2, List.of("the value itself")),
                Arguments.of(List.of(1), List.of(1, 2), List.of("the value itself")),
                Arguments.of(List.of(1, 2), List.of(2, 1), List.of("the value itself")),
                Arguments.of(Set.of(1), List.of(1), List.of("the value itself")),
                Arguments.of(new int[] {1}, new int[] {2}, List.of("the value itself")),
                Arguments.of(Map.of("a", 1), Map.of("a", 2), List.of("the value itself")),
                Arguments.of(Map.of("a", 1), Map.of("b", 1), List.of("the value itself")),
                Arguments.of(new OwnList(List.of(1)), new OwnList(List.of(2)), List.of("the value itself")),
                Arguments.of(new Person("a", 1), new Person("b", 2), List.of("name", "age")),
                Arguments.of(new Person("a", 1, 2), new Person("a", 1, 3), List.of("rest")),
                Arguments.of(
                        List.of(new Person("a", 1), new Person("a", 1)),
                        List.of(new Person("b", 1), new Person("a", 2)),
                        List.of("name", "age")),
                Arguments.of(new Plain(new Plain(1)), new Plain(new Plain(2)), List.of("content.content")),
                Arguments.of(Set.of(new Row(1, "a")), Set.of(new Row(1, "b")), List.of("text")),
                Arguments.of(
                        Set.of(new Plain(1), new Plain(2)),
                        Set.of(new Plain(1), new Plain(3)),
                        List.of("the value itself")),
                Arguments.of(
                        new Plain(new LinkedHashSet<>(List.of(new Plain(1), new Plain(1)))),
                        new Plain(new LinkedHashSet<>(List.of(new Plain(1), new Plain(2)))),
                        List.of("content")),
                Arguments.of(
                        new Person("a", 1, Pattern.compile("a"), "x"),
                        new Person("b", 1, Pattern.compile("b"), "y"),
                        List.of("name", "rest")));
    }

    @ParameterizedTest
    @MethodSource("different")
    void theFieldsThatDifferAreNamed(@Nullable Object one, @Nullable Object other, List<String> fields) {
        assertThat(Differences.between(one, other)).isEqualTo(fields);
        assertThat(Differences.between(other, one)).isEqualTo(fields);
    }

    private record Wide(int a, int b, int c, int d, int e, int f, int g) {}

    @Test
    void notMoreThanFiveFieldsAreNamed() {
        assertThat(Differences.between(new Wide(1, 1, 1, 1, 1, 1, 1), new Wide(2, 2, 2, 2, 2, 2, 2)))
                .containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void manyObjectsAreComparedInASecond() {
        Supplier<Object> method =
                () -> IntStream.range(0, 100_000).mapToObj(Plain::new).collect(Collectors.toSet());
        assertThat(Differences.between(method.get(), method.get())).isEmpty();
    }
}
