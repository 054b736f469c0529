package org.cacheversions.internal.jsonb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.spi.ValueCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back as it was, and what is refused instead of coming back as something else. */
class JsonbCodecTest {

    private static final JsonbCodec CODEC = new JsonbCodec();

    record Point(int x, long y) {}

    record Node(String name, @Nullable Node left, List<Optional<Node>> children, Map<Long, Point> points) {}

    record Page<T>(List<T> items, @Nullable T first, int total) {}

    record Named(@JsonbProperty("n") String name) {}

    record WithBytes(byte[] bytes) {}

    record Mapped(Map<String, Integer> map, OptionalInt number) {}

    enum Colour {
        RED,
        GREEN {
            @Override
            String shade() {
                return "dark";
            }
        };

        String shade() {
            return "light";
        }
    }

    @JsonbTypeInfo(
            key = "@kind",
            value = {
                @JsonbSubtype(alias = "dog", type = Dog.class),
                @JsonbSubtype(alias = "cat", type = Cat.class),
            })
    interface Animal {}

    record Cat(int lives) implements Animal {}

    public static class Dog implements Animal {

        private String name = "";

        public Dog() {}

        Dog(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Dog that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    public static class Bean {

        private int number;
        private Map<Colour, Set<String>> sets = new HashMap<>();
        private transient int ignored;

        protected Bean() {}

        Bean(int number, Map<Colour, Set<String>> sets) {
            this.number = number;
            this.sets = sets;
            this.ignored = number;
        }

        public String getComputed() {
            return "not state";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bean that && number == that.number && sets.equals(that.sets);
        }

        @Override
        public int hashCode() {
            return Objects.hash(number, sets);
        }
    }

    @SuppressWarnings("unused")
    private static final class Shapes {
        String text;
        int number;
        Integer box;
        Point point;
        Node node;
        Optional<Node> optionalNode;
        Optional<String> optionalText;
        List<Optional<String>> optionals;
        Page<Point> page;
        Page<Page<LocalDate>> pages;
        List<List<Map<String, Long>>> nested;
        Map<Long, Point> byLong;
        Map<Colour, String> byColour;
        Map<LocalDate, String> byDate;
        Map<UUID, Point> byUuid;
        Map<Point, String> byPoint;
        Map<Boolean, Integer> byBoolean;
        Map<String, Integer> ordered;
        HashMap<String, Integer> hashMap;
        SortedMap<String, Integer> sortedMap;
        Set<String> set;
        SortedSet<Integer> sortedSet;
        Collection<Point> collection;
        int[] ints;
        byte[] bytes;
        Point[] points;
        WithBytes withBytes;
        Colour colour;
        List<Colour> colours;
        DayOfWeek day;
        Animal animal;
        List<Animal> animals;
        Map<String, Animal> animalsByName;
        Bean bean;
        Named named;
        Mapped mapped;
        BigDecimal decimal;
        BigInteger integer;
        double real;
        char letter;
        boolean truth;
        Instant instant;
        ZonedDateTime zoned;
        OffsetDateTime offsetDateTime;
        OffsetTime offsetTime;
        LocalDateTime dateTime;
        LocalTime time;
        LocalDate date;
        Duration duration;
        Period period;
        Year year;
        YearMonth yearMonth;
        MonthDay monthDay;
        ZoneId zone;
        ZoneOffset offset;
        OptionalInt optionalInt;
        OptionalLong optionalLong;
        OptionalDouble optionalDouble;
        UUID uuid;
        URI uri;
        Locale locale;
        Currency currency;
    }

    static Type type(String shape) {
        try {
            return Shapes.class.getDeclaredField(shape).getGenericType();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Integer> ordered() {
        Map<String, Integer> ordered = new LinkedHashMap<>();
        for (String word : "zeta beta alpha qq ww ee rr tt".split(" ")) {
            ordered.put(word, ordered.size());
        }
        return ordered;
    }

    static List<Arguments> values() {
        Node leaf = new Node("leaf", null, List.of(), Map.of());
        Node node = new Node(
                "n", leaf, Arrays.asList(Optional.of(leaf), Optional.empty()), Map.of(Long.MAX_VALUE, new Point(1, 2)));
        Point point = new Point(-1, Long.MIN_VALUE);
        return List.of(
                Arguments.of("text", "a \"quoted\" \\ \u0000 \uD83D\uDE00"),
                Arguments.of("text", null),
                Arguments.of("number", 7),
                Arguments.of("box", null),
                Arguments.of("point", point),
                Arguments.of("node", node),
                Arguments.of("optionalNode", Optional.of(node)),
                Arguments.of("optionalNode", Optional.empty()),
                Arguments.of("optionalText", Optional.of("")),
                Arguments.of("optionals", List.of(Optional.of("a"), Optional.empty())),
                Arguments.of("page", new Page<>(List.of(point, point), point, 2)),
                Arguments.of("page", new Page<Point>(Collections.singletonList(null), null, 0)),
                Arguments.of(
                        "pages", new Page<>(List.of(new Page<>(List.of(LocalDate.EPOCH), LocalDate.MAX, 1)), null, 1)),
                Arguments.of("nested", List.of(List.of(Map.of("a", 1L)), List.of())),
                Arguments.of("byLong", Map.of(-5L, point, 0L, point)),
                Arguments.of("byColour", Map.of(Colour.RED, "r", Colour.GREEN, "g")),
                Arguments.of("byDate", Map.of(LocalDate.EPOCH, "e")),
                Arguments.of("byUuid", Map.of(new UUID(1, 2), point)),
                Arguments.of("byPoint", Map.of(point, "p", new Point(0, 0), "q")),
                Arguments.of("byBoolean", Map.of(true, 1, false, 0)),
                Arguments.of("ordered", ordered()),
                Arguments.of("hashMap", new HashMap<>(ordered())),
                Arguments.of("sortedMap", new TreeMap<>(ordered())),
                Arguments.of("set", new LinkedHashSet<>(ordered().keySet())),
                Arguments.of("sortedSet", new TreeSet<>(List.of(3, 1, 2))),
                Arguments.of("collection", new ArrayList<>(List.of(point))),
                Arguments.of("ints", new int[] {1, -1}),
                Arguments.of("bytes", new byte[] {0, -128, 127}),
                Arguments.of("points", new Point[] {point, null}),
                Arguments.of("colour", Colour.GREEN),
                Arguments.of("colours", List.of(Colour.RED, Colour.GREEN)),
                Arguments.of("day", DayOfWeek.FRIDAY),
                Arguments.of("animal", new Dog("rex")),
                Arguments.of("animal", new Cat(9)),
                Arguments.of("animals", List.of(new Cat(9), new Dog("rex"))),
                Arguments.of("animalsByName", Map.of("m", new Cat(9))),
                Arguments.of("bean", new Bean(3, Map.of(Colour.GREEN, new LinkedHashSet<>(List.of("x", "y"))))),
                Arguments.of("bean", new Bean(3, Map.of(Colour.GREEN, new LinkedHashSet<>(List.of("y", "x"))))),
                Arguments.of("named", new Named("x")),
                Arguments.of("decimal", new BigDecimal("1.500")),
                Arguments.of("decimal", new BigDecimal("1E+3")),
                Arguments.of("integer", BigInteger.TWO.pow(200)),
                Arguments.of("real", 0.1),
                Arguments.of("real", Double.MIN_VALUE),
                Arguments.of("letter", 'x'),
                Arguments.of("truth", true),
                Arguments.of("instant", Instant.ofEpochSecond(-1, 123_456_789)),
                Arguments.of("zoned", ZonedDateTime.of(2020, 10, 25, 2, 30, 0, 5, ZoneId.of("Europe/Berlin"))),
                Arguments.of("offsetDateTime", OffsetDateTime.of(2020, 1, 1, 1, 1, 1, 1, ZoneOffset.ofHours(2))),
                Arguments.of("offsetTime", OffsetTime.of(1, 2, 3, 4, ZoneOffset.UTC)),
                Arguments.of("dateTime", LocalDateTime.of(2020, 1, 1, 1, 1)),
                Arguments.of("time", LocalTime.MAX),
                Arguments.of("date", LocalDate.EPOCH),
                Arguments.of("duration", Duration.ofNanos(-1)),
                Arguments.of("period", Period.of(1, 14, 3)),
                Arguments.of("year", Year.of(2026)),
                Arguments.of("yearMonth", YearMonth.of(2026, 2)),
                Arguments.of("monthDay", MonthDay.of(2, 29)),
                Arguments.of("zone", ZoneId.of("Europe/Berlin")),
                Arguments.of("offset", ZoneOffset.ofHours(1)),
                Arguments.of("optionalInt", OptionalInt.of(3)),
                Arguments.of("optionalInt", OptionalInt.empty()),
                Arguments.of("optionalLong", OptionalLong.of(3)),
                Arguments.of("optionalDouble", OptionalDouble.of(3)),
                Arguments.of("uuid", new UUID(3, 4)),
                Arguments.of("uri", URI.create("http://a/b?c")),
                Arguments.of("locale", Locale.GERMANY),
                Arguments.of("currency", Currency.getInstance("EUR")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("values")
    void comesBackAsItWas(String shape, @Nullable Object value) {
        ValueCodec.Format format = CODEC.of(type(shape));
        Object read = format.decode(format.encode(value));
        assertThat(Objects.deepEquals(read, value)).as("%s", read).isTrue();
    }

    @Test
    void orderIsKept() {
        ValueCodec.Format format = CODEC.of(type("ordered"));
        Map<?, ?> map = (Map<?, ?>) format.decode(format.encode(ordered()));
        assertThat(map.keySet())
                .map(Object::toString)
                .containsExactlyElementsOf(ordered().keySet());
        ValueCodec.Format sets = CODEC.of(type("set"));
        Set<?> set = (Set<?>) sets.decode(sets.encode(ordered().keySet()));
        assertThat(set)
                .map(Object::toString)
                .containsExactlyElementsOf(ordered().keySet());
        ValueCodec.Format records = CODEC.of(type("mapped"));
        Mapped mapped = (Mapped) records.decode(records.encode(new Mapped(ordered(), OptionalInt.empty())));
        assertThat(mapped.map().keySet()).containsExactlyElementsOf(ordered().keySet());
        assertThat(mapped.number()).isEmpty();
    }

    @Test
    void contentOfArraysIsWhatCounts() {
        ValueCodec.Format format = CODEC.of(type("withBytes"));
        WithBytes read = (WithBytes) format.decode(format.encode(new WithBytes(new byte[] {1, 2})));
        assertThat(read.bytes()).containsExactly(1, 2);
    }

    // refused by value

    @SuppressWarnings("unused")
    private static final class Spoilt {
        double real;
        Map<String, Integer> map;
        String text;
        Plain plain;
        Optional<String> optional;
        SortedSet<Integer> sorted;
    }

    public static class Plain {
        private int a = 1;
    }

    public static class Derived extends Plain {
        private int b = 2;
    }

    static List<Arguments> spoilt() {
        Map<String, Integer> withNull = new HashMap<>();
        withNull.put(null, 1);
        SortedSet<Integer> backwards = new TreeSet<>(Collections.reverseOrder());
        backwards.addAll(List.of(1, 2));
        return List.of(
                Arguments.of("real", Double.NaN),
                Arguments.of("map", withNull),
                Arguments.of("text", "\uD83D"),
                Arguments.of("optional", null),
                Arguments.of("plain", new Derived()),
                Arguments.of("sorted", backwards));
    }

    @ParameterizedTest
    @MethodSource("spoilt")
    void aValueThatWouldComeBackAsAnotherIsRefused(String shape, Object value) throws Exception {
        ValueCodec.Format format = CODEC.of(Spoilt.class.getDeclaredField(shape).getGenericType());
        assertThatThrownBy(() -> format.encode(value)).isInstanceOf(RuntimeException.class);
    }

    // refused by type

    @SuppressWarnings({"unused", "rawtypes"})
    private static final class Refused<T> {
        Object object;
        List raw;
        List<?> wildcard;
        List<Object> objects;
        T variable;
        Runnable open;
        Thread platform;
        ConcurrentHashMap<String, String> concurrent;
        WithFinal withFinal;
        WithTransient withTransient;
        WithoutConstructor withoutConstructor;
        List<Optional<Map<String, WithFinal>>> deep;
    }

    public static class WithFinal {
        private final int a = Integer.parseInt("1");
    }

    public static class WithTransient {
        @JsonbTransient
        private int secret;
    }

    public static class WithoutConstructor {
        private int a;

        private WithoutConstructor() {}
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "object",
                "raw",
                "wildcard",
                "objects",
                "variable",
                "open",
                "platform",
                "concurrent",
                "withFinal",
                "withTransient",
                "withoutConstructor",
                "deep",
            })
    void aTypeThatCanNotComeBackIsRefusedAndNamed(String field) throws Exception {
        Type type = Refused.class.getDeclaredField(field).getGenericType();
        assertThatThrownBy(() -> CODEC.of(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(" is or holds ");
    }

    // hostile bytes

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "[null,null]",
                "{}",
                "[{\"x\":1,\"y\":2,\"z\":3}]",
                "[{\"x\":1}]",
                "[{\"x\":\"a\",\"y\":2}]",
                "[{\"@class\":\"java.lang.Thread\",\"x\":1,\"y\":2}]",
                "[{\"x\":1,\"y\":2}",
                "[1]",
                "[true]",
                "[\"x\"]",
                "[[{\"x\":1,\"y\":2}]]",
            })
    void bytesThatAreNoSuchValueAreRefused(String json) {
        ValueCodec.Format format = CODEC.of(type("point"));
        assertThatThrownBy(() -> format.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void aSubtypeThatTheTypeDoesNotNameIsRefused() {
        ValueCodec.Format format = CODEC.of(type("animal"));
        for (String kind : List.of("java.lang.Thread", "cow", "Dog")) {
            assertThatThrownBy(() -> format.decode(("[{\"@kind\":\"" + kind + "\"}]").getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void depthIsBounded() {
        ValueCodec.Format format = CODEC.of(type("node"));
        String deep = "{\"left\":".repeat(1_000_000);
        assertThatThrownBy(() -> format.decode(("[" + deep).getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("nested more than 200 deep");
        String brackets = "[".repeat(500) + "\\\"";
        ValueCodec.Format text = CODEC.of(type("text"));
        assertThat(text.decode(text.encode(brackets))).isEqualTo(brackets);
    }

    // fingerprints

    @Test
    void theFingerprintIsThatOfTheWholeShape() {
        Set<String> prints = new LinkedHashSet<>();
        List<String> shapes = Arrays.stream(Shapes.class.getDeclaredFields())
                .map(java.lang.reflect.Field::getName)
                .filter(name -> !name.startsWith("$"))
                .toList();
        shapes.forEach(shape -> prints.add(CODEC.of(type(shape)).fingerprint()));
        assertThat(prints).hasSameSizeAs(shapes);
        assertThat(CODEC.of(type("page")).fingerprint())
                .contains("items:", "total:int", Point.class.getName(), "x:int", "y:long");
        assertThat(CODEC.of(type("animals")).fingerprint())
                .contains("@kind", "dog=", "lives:int", "name:java.lang.String");
        assertThat(CODEC.of(type("colour")).fingerprint()).contains("[RED, GREEN]");
        assertThat(CODEC.of(type("page")).fingerprint())
                .isEqualTo(new JsonbCodec().of(type("page")).fingerprint());
    }
}
