package org.cacheversions.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A copy counts as the value if it is the same field by field. */
class ComparisonTest {

    enum Colour {
        RED,
        GREEN
    }

    /** Its {@code equals} compares only the number. */
    private static class Node {

        private final int number;
        private @Nullable Object content;
        private transient int computed;

        Node(int number, @Nullable Object content) {
            this.number = number;
            this.content = content;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Node that && number == that.number;
        }

        @Override
        public int hashCode() {
            return Objects.hash(number);
        }
    }

    private static Set<Object> set(Object... elements) {
        return new LinkedHashSet<>(List.of(elements));
    }

    private static Map<String, Integer> byCase(String key) {
        Map<String, Integer> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        map.put(key, 1);
        return map;
    }

    static List<Arguments> same() {
        return List.of(
                Arguments.of(new Node(1, new int[] {1}), new Node(1, new int[] {1})),
                Arguments.of(List.of(1, 2), new ArrayList<>(List.of(1, 2))),
                Arguments.of(set(1, 2), set(2, 1)),
                Arguments.of(set(new Node(1, "a"), new Node(2, "b")), set(new Node(2, "b"), new Node(1, "a"))),
                Arguments.of(set(set(1, 2), set(3)), set(set(3), set(2, 1))),
                Arguments.of(new TreeMap<>(Map.of("a", 1)), Map.of("a", 1)),
                Arguments.of(byCase("a"), byCase("a")),
                Arguments.of(new TreeSet<>(Collections.reverseOrder()), new TreeSet<>(Collections.reverseOrder())),
                Arguments.of(new Object[][] {{1}, {"a", null}}, new Object[][] {{1}, {"a", null}}),
                Arguments.of(Optional.of(Locale.forLanguageTag("de-DE")), Optional.of(Locale.GERMANY)));
    }

    static List<Arguments> different() {
        return List.of(
                Arguments.of(new Node(1, "a"), new Node(1, "b")),
                Arguments.of(new Node(1, "a"), new Node(1, "a") {}),
                Arguments.of(1, 1L),
                Arguments.of(0.0, -0.0),
                Arguments.of("\uD83D", "?"),
                Arguments.of(Colour.RED, Colour.GREEN),
                Arguments.of(Locale.GERMAN, Locale.GERMANY),
                Arguments.of(List.of(1, 2), List.of(2, 1)),
                Arguments.of(List.of(1, 2), List.of(1)),
                Arguments.of(List.of(1), List.of(1, 2)),
                Arguments.of(set(1, 2), set(1, 3)),
                Arguments.of(set(new Node(1, "a"), new Node(2, "b")), set(new Node(2, "b"), new Node(1, "c"))),
                Arguments.of(set(new Node(1, "a"), new Node(2, "b")), set(new Node(1, "c"), new Node(2, "b"))),
                Arguments.of(Map.of("a", 1), Map.of("a", 1L)),
                Arguments.of(byCase("a"), new TreeMap<>(Map.of("a", 1))),
                Arguments.of(new TreeMap<>(Map.of("a", 1)), byCase("a")),
                Arguments.of(new int[] {1}, new long[] {1}),
                Arguments.of(new Integer[] {1}, new Number[] {1}),
                Arguments.of(Optional.of(1), Optional.empty()),
                Arguments.of(null, Optional.empty()));
    }

    /** It may be a result that the object keeps for itself: then it need not be stored, but says nothing of the data. */
    @Test
    void aTransientFieldMustBeReadBackButIsNoDifferenceOfTheData() {
        Node computed = new Node(1, null);
        computed.computed = 7;
        assertThatThrownBy(() -> Comparison.requireSame(computed, new Node(1, null)))
                .hasMessageContaining("differs");
        assertThat(Differences.between(computed, new Node(1, null))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("same")
    void copiesWithTheSameFieldsAreAccepted(@Nullable Object value, @Nullable Object copy) {
        assertThatCode(() -> Comparison.requireSame(value, copy)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("different")
    void copiesThatDifferAreRefused(@Nullable Object value, @Nullable Object copy) {
        assertThatThrownBy(() -> Comparison.requireSame(value, copy)).hasMessageContaining("differs");
    }

    private static Node cycle(String content) {
        Node inner = new Node(2, null);
        Node outer = new Node(1, set(inner, new Node(3, content)));
        inner.content = List.of(outer);
        return outer;
    }

    @Test
    void objectsMayReferToEachOther() {
        assertThatCode(() -> Comparison.requireSame(cycle("a"), cycle("a"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Comparison.requireSame(cycle("a"), cycle("b"))).hasMessageContaining("differs");
    }
}
