package org.cacheversions.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which arguments make the same key. */
class EntryKeyTest {

    private static EntryKey all(Object... arguments) {
        return EntryKey.ofAll(arguments);
    }

    static Stream<List<EntryKey>> equal() {
        return Stream.of(
                List.of(EntryKey.empty(), EntryKey.empty()),
                List.of(EntryKey.of(null), EntryKey.of(null)),
                List.of(EntryKey.of(1000L), EntryKey.of(1000L)),
                List.of(EntryKey.of(List.of("a")), EntryKey.of(List.of("a"))),
                List.of(EntryKey.of(new int[] {1, 2}), EntryKey.of(new int[] {1, 2})),
                List.of(EntryKey.of(new String[] {"a", null}), EntryKey.of(new String[] {"a", null})),
                List.of(EntryKey.of(new long[][] {{1}, {2}}), EntryKey.of(new long[][] {{1}, {2}})),
                List.of(all("a", null), all("a", null)),
                List.of(all(1, new byte[] {1}), all(1, new byte[] {1})),
                List.of(all(1, new Object[] {"a", new char[] {'x'}}), all(1, new Object[] {"a", new char[] {'x'}})));
    }

    static Stream<List<EntryKey>> different() {
        return Stream.of(
                List.of(EntryKey.of(null), EntryKey.of("null")),
                List.of(EntryKey.of(1), EntryKey.of(1L)),
                List.of(EntryKey.of("a"), EntryKey.of("b")),
                List.of(EntryKey.of(new int[] {1, 2}), EntryKey.of(new int[] {2, 1})),
                List.of(EntryKey.of(new int[] {1}), EntryKey.of(new long[] {1})),
                List.of(EntryKey.of(new int[0]), EntryKey.of(null)),
                List.of(EntryKey.of(new long[][] {{1}, {2}}), EntryKey.of(new long[][] {{1}, {3}})),
                List.of(all("a", null), all(null, "a")),
                List.of(all("a", "b"), all("ab", "")),
                List.of(all("a", "b"), all("a", "b", null)));
    }

    @ParameterizedTest
    @MethodSource
    void equal(List<EntryKey> keys) {
        assertThat(keys.get(0)).isEqualTo(keys.get(1)).hasSameHashCodeAs(keys.get(1));
        assertThat(keys.get(0)).hasToString(keys.get(1).toString());
    }

    @ParameterizedTest
    @MethodSource
    void different(List<EntryKey> keys) {
        assertThat(keys.get(0)).isNotEqualTo(keys.get(1));
    }

    @Test
    void aKeyDiffersFromItsContent() {
        assertThat(EntryKey.of("a").equals((Object) "a")).isFalse();
    }

    @Test
    void equalHashesAreNotEnough() {
        assertThat("Aa").hasSameHashCodeAs("BB");
        assertThat(EntryKey.of("Aa")).isNotEqualTo(EntryKey.of("BB"));
    }

    @Test
    void aDetachedKeySharesNoArray() {
        int[] inner = {1};
        Object[] argument = {"a", inner, new Object[] {inner}};
        EntryKey key = EntryKey.ofAll(argument);
        EntryKey detached = key.detached();
        assertThat(detached).isEqualTo(key);
        inner[0] = 2;
        argument[0] = "b";
        assertThat(detached).isEqualTo(all("a", new int[] {1}, new Object[] {new int[] {1}}));
        assertThat(detached.content()).isInstanceOf(Object[].class);
        assertThat(EntryKey.of(new String[] {"a"}).detached().content()).isInstanceOf(String[].class);
    }

    @Test
    void aKeyWithoutArraysIsItsOwnDetachedKey() {
        EntryKey key = EntryKey.of("a");
        assertThat(key.detached()).isSameAs(key);
        assertThat(EntryKey.of(null).detached().content()).isNull();
    }
}
