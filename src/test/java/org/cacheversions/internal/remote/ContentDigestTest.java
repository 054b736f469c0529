package org.cacheversions.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.hibernate.collection.spi.PersistentBag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A digest changes with the content of a value. */
class ContentDigestTest {

    private static class Node {

        private int number;
        private @Nullable Object content;
        private transient int computed;
    }

    private static Node node(@Nullable Object content) {
        Node node = new Node();
        node.content = content;
        return node;
    }

    static List<Arguments> changes() {
        List<Object> list = new ArrayList<>(List.of(1, 2));
        Map<Object, Object> map = new HashMap<>(Map.of("a", 1));
        Set<Object> set = new LinkedHashSet<>(Set.of(1));
        Node plain = node(null);
        Node inner = node(null);
        long[] numbers = {1, 2};
        Object[] objects = {1, node(null)};
        return List.of(
                Arguments.of(list, (Runnable) () -> list.set(1, 3)),
                Arguments.of(map, (Runnable) () -> map.put("a", 2)),
                Arguments.of(set, (Runnable) () -> set.add(2)),
                Arguments.of(plain, (Runnable) () -> plain.number = 7),
                Arguments.of(List.of(Optional.of(node(inner))), (Runnable) () -> inner.content = "x"),
                Arguments.of(numbers, (Runnable) () -> numbers[1] = 3),
                Arguments.of(objects, (Runnable) () -> ((Node) objects[1]).number = 7));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeChangesIt(Object value, Runnable change) {
        Long before = ContentDigest.of(value);
        assertThat(ContentDigest.of(value)).isEqualTo(before).isNotNull();
        change.run();
        assertThat(ContentDigest.of(value)).isNotEqualTo(before).isNotNull();
    }

    @Test
    void whatIsTheSameHasTheSame() {
        assertThat(ContentDigest.of(new LinkedHashSet<>(List.of("a", "b"))))
                .isEqualTo(ContentDigest.of(new LinkedHashSet<>(List.of("b", "a"))));
        Node computed = node("x");
        computed.computed = 7;
        assertThat(ContentDigest.of(computed)).isEqualTo(ContentDigest.of(node("x")));
    }

    @Test
    void objectsMayReferToEachOther() {
        Node one = node(null);
        one.content = node(one);
        assertThat(ContentDigest.of(one)).isNotNull();
    }

    @Test
    void collectionsOfTheProviderAreNotLoaded() {
        assertThat(ContentDigest.of(node(new PersistentBag<>(null)))).isNotNull();
    }

    @Test
    void largeValuesHaveNone() {
        assertThat(ContentDigest.of(IntStream.range(0, 10_000).boxed().toList()))
                .isNull();
    }
}
