package org.cacheversions.internal.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.UntypedObjectDeserializer;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.cacheversions.internal.jsonb.JsonbCodec;
import org.cacheversions.internal.remote.CodecContract;
import org.cacheversions.internal.remote.CodecShapes;
import org.cacheversions.spi.ValueCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that CBOR reads back as they were written, and values that are refused. */
class JacksonCodecTest implements CodecContract {

    private static final JacksonCodec CODEC = new JacksonCodec();
    private static final JacksonCodec OTHER = new JacksonCodec();

    @Override
    public ValueCodec codec() {
        return CODEC;
    }

    @Override
    public ValueCodec ofAnotherNode() {
        return OTHER;
    }

    // written as Jackson's annotations require

    record UserId(@JsonValue long id) {}

    static final class Money {

        private final long cents;
        private final String currency;

        @JsonCreator
        Money(@JsonProperty("cents") long cents, @JsonProperty("currency") String currency) {
            this.cents = cents;
            this.currency = currency;
        }
    }

    enum Level {
        @JsonProperty("1")
        LOW,
        @JsonProperty("2")
        HIGH
    }

    static class Base<T> {
        T value;

        @Nullable
        Base<T> next;
    }

    static class Dated extends Base<LocalDate> {
        @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = "dd.MM.yyyy")
        LocalDate written = LocalDate.EPOCH;

        @JsonIgnore
        public String getComputed() {
            return "not state";
        }
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    static class WithoutEmpties {
        @Nullable
        List<String> texts = null;
    }

    record Nothing() {}

    @SuppressWarnings("unused")
    private static final class Annotated {
        Map<UserId, List<Money>> money;
        Map<Level, Level> levels;
        Dated dated;
        WithoutEmpties withoutEmpties;
        Nothing nothing;
        double real;
        Map<Integer, String> nullable;
        List<Map<List<Integer>, CodecShapes.Animal>> nested;
        ZonedDateTime zoned;
        Date date;
        List<? extends CodecShapes.Animal> bounded;
        short[][] numbers;
    }

    @SuppressWarnings("JavaUtilDate")
    static List<Arguments> annotated() {
        Dated dated = new Dated();
        dated.value = LocalDate.MAX;
        dated.next = new Base<>();
        dated.next.value = LocalDate.MIN;
        WithoutEmpties empty = new WithoutEmpties();
        empty.texts = new ArrayList<>();
        Map<Integer, String> nullable = new HashMap<>();
        nullable.put(null, "x");
        nullable.put(1, null);
        return List.of(
                Arguments.of("money", Map.of(new UserId(7), List.of(new Money(5, "EUR")))),
                Arguments.of("levels", Map.of(Level.HIGH, Level.LOW)),
                Arguments.of("dated", dated),
                Arguments.of("withoutEmpties", empty),
                Arguments.of("withoutEmpties", new WithoutEmpties()),
                Arguments.of("nothing", new Nothing()),
                Arguments.of("real", -0.0),
                Arguments.of("nullable", nullable),
                Arguments.of("nested", List.of(Map.of(List.of(1, 2), new CodecShapes.Cat(9)))),
                Arguments.of("zoned", ZonedDateTime.of(2020, 10, 25, 2, 30, 0, 5, ZoneId.of("UTC"))),
                Arguments.of("date", new Date(1_234_567_890_123L)),
                Arguments.of("bounded", List.of(new CodecShapes.Cat(9))),
                Arguments.of("numbers", new short[][] {{1, -1}, {}}));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("annotated")
    void valuesWithJacksonAnnotationsAreReadBack(String field, Object value) {
        Type type = CodecShapes.type(Annotated.class, field);
        Object read = OTHER.of(type).decode(CODEC.of(type).encode(value));
        assertThat(read).usingRecursiveComparison().isEqualTo(value);
    }

    record Ban(long userId, String reason, Instant since) {}

    @SuppressWarnings("unused")
    private List<Ban> bans;

    @Test
    void cborTakesFewerBytesThanJson() {
        Type type = CodecShapes.type(JacksonCodecTest.class, "bans");
        List<Ban> value = LongStream.range(1_000_000, 1_000_100)
                .mapToObj(id -> new Ban(id, "spam, and noise in the evening", Instant.ofEpochSecond(id)))
                .toList();
        ValueCodec json = new JsonbCodec();
        assertThat(CODEC.of(type).encode(value)).hasSizeLessThan(json.of(type).encode(value).length);
        byte[] bytes = "a picture, say".repeat(100).getBytes(StandardCharsets.US_ASCII);
        assertThat(CODEC.of(byte[].class).encode(bytes))
                .hasSizeLessThan(bytes.length + 10)
                .hasSizeLessThan(json.of(byte[].class).encode(bytes).length / 2);
    }

    @Test
    void nanIsReadBack() {
        ValueCodec.Format format = CODEC.of(double.class);
        assertThat(format.decode(format.encode(Double.NaN))).isEqualTo(Double.NaN);
    }

    @Test
    void anEqualValueWithOtherFieldsIsRefused() {
        ValueCodec.Format format = CODEC.of(CodecShapes.type(Values.class, "entity"));
        Entity entity = new Entity(1);
        assertThat(((Entity) format.decode(format.encode(entity))).id).isEqualTo(1);
        entity.name = Optional.of("\uD83D");
        assertThatThrownBy(() -> format.encode(entity)).isInstanceOf(RuntimeException.class);
        entity.name = null; // would be read as an empty Optional
        assertThatThrownBy(() -> format.encode(entity)).hasMessageContaining("differs from what was written");
        assertThatThrownBy(() -> format.encode(new Entity(1) {})).hasMessageContaining("differs");
    }

    record Copying(Set<String> set, Map<String, Integer> map) {
        Copying {
            set = backwards(set);
            Map<String, Integer> copy = new LinkedHashMap<>();
            backwards(map.keySet()).forEach(key -> copy.put(key, 0));
            copy.putAll(map);
            map = copy;
        }

        private static Set<String> backwards(Set<String> set) {
            List<String> list = new ArrayList<>(set);
            Collections.reverse(list);
            return new LinkedHashSet<>(list);
        }
    }

    @Test
    void aCopiedSetMayIterateInAnotherOrder() {
        ValueCodec.Format format = CODEC.of(Copying.class);
        Copying value = new Copying(Set.of("a", "b", "c"), Map.of("a", 1, "b", 2, "c", 3));
        assertThat(format.decode(format.encode(value))).isEqualTo(value);
    }

    @Test
    void aMapWithAComparatorIsRefused() {
        for (String field : List.of("map", "sorted")) {
            ValueCodec.Format format = CODEC.of(CodecShapes.type(Values.class, field));
            SortedMap<String, Integer> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.put("Accept", 1);
            assertThatThrownBy(() -> format.encode(headers)).hasMessageContaining("differs from what was written");
            assertThat(format.decode(format.encode(new TreeMap<>(Map.copyOf(headers)))))
                    .isEqualTo(Map.of("Accept", 1));
        }
    }

    @SuppressWarnings("unused")
    private static final class Values {
        Entity entity;
        Map<String, Integer> map;
        SortedMap<String, Integer> sorted;
    }

    static class Entity {

        private int id;
        private @Nullable Optional<String> name = Optional.empty();

        private Entity() {}

        Entity(int id) {
            this.id = id;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Entity that && id == that.id;
        }

        @Override
        public int hashCode() {
            return Objects.hash(id);
        }
    }

    // refused types

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    @JsonSubTypes(@JsonSubTypes.Type(OfClass.class))
    interface ByClass {}

    record OfClass(int a) implements ByClass {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, defaultImpl = WithDefault.class)
    static class WithDefault {}

    record AtProperty(
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) CodecShapes.Point point) {}

    record Unwrapping(@JsonUnwrapped CodecShapes.Point point) {}

    record Custom(
            @JsonDeserialize(using = UntypedObjectDeserializer.class)
            String text) {}

    record Growing<T>(
            T value, @Nullable Growing<List<T>> a, @Nullable Growing<Optional<T>> b) {}

    static class Shadowing extends CodecShapes.Plain {
        private int a;
    }

    static class OfPlatform extends Date {
        private int a;
    }

    static class Open {
        private Map<String, String> others = new HashMap<>();

        @JsonAnyGetter
        Map<String, String> others() {
            return others;
        }

        @JsonAnySetter
        void other(String name, String value) {
            others.put(name, value);
        }
    }

    record WriteOnly(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            String password) {}

    static class ReadOnly {
        @JsonProperty
        int getTotal() {
            return 1;
        }
    }

    class Inner {
        int a;
    }

    @SuppressWarnings("unused")
    private static final class Refused {
        ByClass byClass;
        OfClass ofClass;
        WithDefault withDefault;
        AtProperty atProperty;
        Unwrapping unwrapping;
        Custom custom;
        Growing<String> growing;
        Shadowing shadowing;
        OfPlatform ofPlatform;
        Open open;
        WriteOnly writeOnly;
        ReadOnly readOnly;
        Inner inner;
    }

    static List<String> refusedFields() {
        return Arrays.stream(Refused.class.getDeclaredFields())
                .filter(field -> !field.isSynthetic())
                .map(java.lang.reflect.Field::getName)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("refusedFields")
    void aTypeThatJacksonCannotReadBackIsRefusedAndNamed(String field) {
        assertThatThrownBy(() -> CODEC.of(CodecShapes.type(Refused.class, field)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(" is or holds ");
    }
}
