package org.cacheversions.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.RegionSpec;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Different arguments, methods, types or labels give different keys; equal ones give the same key. */
class RemoteKeysTest {

    private static final List<VersionRow> LABELS = List.of(new VersionRow("a", 1, "aaaaaaaa"));

    record Pair(@Nullable Object left, @Nullable Object right) {}

    record Other(@Nullable Object left, @Nullable Object right) {}

    record Hiding(String secret) {
        @Override
        public String secret() {
            return "hidden";
        }
    }

    /** A list with state besides its elements. */
    private static final class Page extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        private final int number;

        Page(int number) {
            super(List.of("a"));
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Page page && page.number == number && super.equals(other);
        }

        @Override
        public int hashCode() {
            return 31 * super.hashCode() + number;
        }
    }

    private static final class Settings extends HashMap<String, String> {

        private static final long serialVersionUID = 1L;

        private final String owner;

        Settings(String owner) {
            this.owner = owner;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Settings settings && settings.owner.equals(owner) && super.equals(other);
        }

        @Override
        public int hashCode() {
            return 31 * super.hashCode() + owner.hashCode();
        }
    }

    private static final class Tagged extends HashSet<String> {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Equal to any list with the same elements, as {@link List} requires. */
    private static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }

    private static RemoteKeys keys(String id, String fingerprint, List<VersionRow> labels) {
        return new RemoteKeys("ns", new RegionSpec(id, labels, String.class, null), fingerprint, new CanonicalForm());
    }

    private static String key(EntryKey key) {
        return key(keys("org.example.Service.find(long)", "f", LABELS), key);
    }

    private static String key(RemoteKeys keys, EntryKey key) {
        try {
            return new String(keys.of(key), StandardCharsets.UTF_8);
        } catch (CanonicalForm.MissingException e) {
            throw new AssertionError(e);
        }
    }

    private static @Nullable Object[] tuple(@Nullable Object... arguments) {
        return arguments;
    }

    @Test
    void differentArgumentsHaveDifferentKeys() {
        Map<String, Object> withNull = new HashMap<>();
        withNull.put("a", null);
        List<@Nullable Object> contents = new ArrayList<>(List.of(
                "",
                "1",
                1,
                1L,
                (short) 1,
                (byte) 1,
                '1',
                1.0,
                1.0f,
                true,
                "true",
                "null",
                "\uD83D",
                "\uD83C",
                "?",
                0.0,
                -0.0,
                Double.NaN,
                BigDecimal.ONE,
                new BigDecimal("1.0"),
                new UUID(0, 1),
                LocalDate.EPOCH,
                LocalDate.EPOCH.toString(),
                LocalDateTime.MIN,
                Duration.ZERO,
                TimeUnit.DAYS,
                Thread.State.NEW,
                "NEW",
                Locale.ROOT,
                new Locale("", "", "x"),
                Locale.GERMAN,
                Locale.GERMANY,
                Optional.empty(),
                Optional.of(""),
                Optional.of(Optional.empty()),
                String.class,
                int.class));
        contents.add(null);
        contents.addAll(List.of(
                List.of(),
                List.of(""),
                List.of("", ""),
                List.of(List.of()),
                Set.of(),
                Set.of(""),
                Map.of(),
                Map.of("a", "b"),
                Map.of("b", "a"),
                Map.of("a", ""),
                withNull,
                List.of("ab", "c"),
                List.of("a", "bc"),
                List.of("a", "b", "c"),
                Set.of("a", "bc"),
                Set.of("ab", "c")));
        contents.addAll(List.of(
                new byte[0],
                new byte[] {1},
                new int[] {1},
                new long[] {1},
                new char[0],
                new String[] {"1"},
                new int[][] {{1}, {}},
                new int[][] {{}, {1}},
                new Pair(1, 2),
                new Pair(2, 1),
                new Other(1, 2),
                new Pair(1L, 2),
                new Pair(new Pair(1, 2), null),
                new Pair(1, new Pair(2, null)),
                new Hiding("a"),
                new Hiding("b")));
        Map<String, EntryKey> byKey = new HashMap<>();
        for (Object content : contents) {
            EntryKey key = EntryKey.of(content);
            assertThat(byKey.putIfAbsent(key(key), key)).as("%s", key).isNull();
        }
        for (Object one : contents) {
            for (Object other : contents) {
                EntryKey key = EntryKey.ofAll(tuple(one, other));
                EntryKey before = byKey.putIfAbsent(key(key), key);
                assertThat(before).as("%s against %s", key, before).isNull();
            }
        }
    }

    @Test
    void equalArgumentsOfOtherClassesHaveTheSameKey() {
        assertThat(key(EntryKey.of(new ArrayList<>(List.of(1, 2))))).isEqualTo(key(EntryKey.of(List.of(1, 2))));
        assertThat(key(EntryKey.of(new LinkedList<>(List.of(1, 2))))).isEqualTo(key(EntryKey.of(List.of(1, 2))));
        Set<String> set = new LinkedHashSet<>(List.of("z", "a", "m"));
        assertThat(key(EntryKey.of(set))).isEqualTo(key(EntryKey.of(new TreeSet<>(set))));
        Map<String, Integer> map = new LinkedHashMap<>(Map.of("z", 1));
        map.put("a", 2);
        assertThat(key(EntryKey.of(map))).isEqualTo(key(EntryKey.of(new TreeMap<>(map))));
        assertThat(key(EntryKey.ofAll(tuple("a", 1)))).isEqualTo(key(EntryKey.ofAll(tuple(new String("a"), 1))));
    }

    @Test
    void argumentsWithOpaqueContentHaveNoKey() {
        CanonicalForm form = new CanonicalForm();
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        for (Object content : Arrays.asList(
                new Object(),
                new AtomicInteger(),
                new Pair(1, new Thread()),
                List.of(new StringBuilder()),
                endless,
                new java.util.ArrayDeque<>())) {
            assertThatThrownBy(() -> form.of(content)).isInstanceOf(CanonicalForm.MissingException.class);
        }
    }

    @Test
    void collectionsWithStateBesidesTheirElementsHaveNoKey() {
        CanonicalForm form = new CanonicalForm();
        for (Object content : List.of(
                new Page(1),
                new Settings("ann"),
                new Tagged(),
                Collections.unmodifiableList(new Page(1)),
                List.of(new Page(1)),
                Map.of("settings", new Settings("ann")),
                new Pair(1, new Page(1)),
                new Object[] {new Page(1)})) {
            assertThatThrownBy(() -> form.of(content))
                    .as("%s", content.getClass())
                    .isInstanceOf(CanonicalForm.MissingException.class);
        }
        assertThat(key(EntryKey.of(new Names()))).isEqualTo(key(EntryKey.of(List.of())));
    }

    @Test
    void keysContainMethodShapeAndLabels() {
        EntryKey one = EntryKey.of(1);
        VersionRow a2 = new VersionRow("a", 2, "aaaaaaaa");
        VersionRow b = new VersionRow("b", 1, "aaaaaaaa");
        assertThat(List.of(
                        key(keys("p.S.f(int)", "f", LABELS), one),
                        key(keys("q.S.f(int)", "f", LABELS), one),
                        key(keys("p.S.f(int)", "g", LABELS), one),
                        key(keys("p.S.f(int)", "f", List.of(a2)), one),
                        key(keys("p.S.f(int)", "f", List.of(b)), one),
                        key(keys("p.S.f(int)", "f", List.of(LABELS.get(0), b)), one)))
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("ns:S\\.f:[A-Za-z0-9_-]{43}"));
        assertThat(key(keys("Cache[a, b]", "f", LABELS), one)).startsWith("ns:Cache[a,_b]:");
    }
}
