package org.cacheversions.internal.remote;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/** Types and values for the tests of each codec. */
public final class CodecShapes {

    private CodecShapes() {}

    public record Point(int x, long y) {}

    public record Node(String name, @Nullable Node left, List<Optional<Node>> children, Map<Long, Point> points) {}

    public record Page<T>(List<T> items, @Nullable T first, int total) {}

    public record Pair<A, B>(A first, B second) {}

    public record Mixed<T>(Map<T, Point> points, Pair<T, Bean> pair, List<Map<String, Optional<T>>> nested) {}

    public record Named(
            @JsonbProperty("n") @JsonProperty("n") String name) {}

    public record WithBytes(byte[] bytes) {}

    public record Mapped(Map<String, Integer> map, OptionalInt number) {}

    public enum Colour {
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
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "dog", value = Dog.class),
        @JsonSubTypes.Type(name = "cat", value = Cat.class),
    })
    public interface Animal {}

    public record Cat(int lives) implements Animal {}

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
        private transient int unset;

        protected Bean() {}

        Bean(int number, Map<Colour, Set<String>> sets) {
            this.number = number;
            this.sets = sets;
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
        Mixed<Long> mixed;
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

    /** Returns the type of a shape by its name. */
    public static Type type(String shape) {
        return type(Shapes.class, shape);
    }

    /** Returns the type of a field. */
    public static Type type(Class<?> owner, String field) {
        try {
            return owner.getDeclaredField(field).getGenericType();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the names of all shapes. */
    static List<String> names() {
        return Arrays.stream(Shapes.class.getDeclaredFields())
                .filter(field -> !field.isSynthetic())
                .map(Field::getName)
                .toList();
    }

    static Map<String, Integer> ordered() {
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
                Arguments.of(
                        "mixed",
                        new Mixed<>(
                                Map.of(-5L, point),
                                new Pair<>(7L, new Bean(3, Map.of())),
                                List.of(Map.of("a", Optional.of(1L), "b", Optional.empty())))),
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

    @SuppressWarnings("unused")
    private static final class Spoilt {
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

    /** Values that would be read as others, although their types are supported. */
    static List<Arguments> spoilt() {
        Map<String, Integer> withNull = new HashMap<>();
        withNull.put(null, 1);
        SortedSet<Integer> backwards = new TreeSet<>(Collections.reverseOrder());
        backwards.addAll(List.of(1, 2));
        return List.of(
                Arguments.of(type(Spoilt.class, "map"), withNull),
                Arguments.of(type(Spoilt.class, "text"), "\uD83D"),
                Arguments.of(type(Spoilt.class, "optional"), null),
                Arguments.of(type(Spoilt.class, "plain"), new Derived()),
                Arguments.of(type(Spoilt.class, "sorted"), backwards));
    }

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
        List<Optional<Map<String, WithFinal>>> deep;
        PartlyOpen<String> argument;
        PartlyOpenPair<String> pair;
        PartlyOpenDeep<String> openDeep;
        PartlyOpenRaw<String> openRaw;
        PartlyOpenParent<String> parent;
    }

    public record PartlyOpen<T>(Map<T, WithFinal> map) {}

    public record PartlyOpenPair<T>(Pair<T, Object> pair) {}

    public record PartlyOpenDeep<T>(List<Map<T, List<Optional<WithFinal>>>> list) {}

    public record PartlyOpenRaw<T>(ConcurrentHashMap<T, String> map) {}

    public static class Parent<P> {
        P inherited;
    }

    public static class PartlyOpenParent<T> extends Parent<Map<T, WithFinal>> {}

    public static class WithFinal {
        private final int a = Integer.parseInt("1");
    }

    public static class WithTransient {
        @JsonbTransient
        @JsonIgnore
        private int secret;
    }

    /** Types whose values can't be read as they were written. */
    static List<Type> refused() {
        return Arrays.stream(Refused.class.getDeclaredFields())
                .filter(field -> !field.isSynthetic())
                .map(Field::getGenericType)
                .toList();
    }
}
