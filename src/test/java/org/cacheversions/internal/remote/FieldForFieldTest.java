package org.cacheversions.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Year;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cacheversions.internal.jackson.JacksonCodec;
import org.cacheversions.internal.jsonb.JsonbCodec;
import org.cacheversions.internal.serialized.SerializedCodec;
import org.cacheversions.spi.ValueCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that JSON or CBOR would read back differently are refused, whatever their {@code equals} says. */
class FieldForFieldTest {

    public static class Named extends ByName {}

    /** A field that no codec writes. */
    public static class Noted implements Serializable {
        private static final long serialVersionUID = 1L;

        public String name = "x";
        public transient String note;
        public transient int count;
    }

    private static Noted noted(String note, int count) {
        Noted noted = new Noted();
        noted.note = note;
        noted.count = count;
        return noted;
    }

    @Test
    void aTransientFieldIsNotLost() {
        for (ValueCodec codec :
                List.of(new JsonbCodec(), new JacksonCodec(), new SerializedCodec(List.of(Noted.class.getName())))) {
            ValueCodec.Format format = codec.of(Noted.class);
            assertThat(format.decode(format.encode(noted(null, 0)))).isInstanceOf(Noted.class);
            for (Noted value : List.of(noted("of the load", 0), noted(null, 1))) {
                assertThatThrownBy(() -> format.encode(value)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    /** A list that is more than its elements. */
    public static class Titled extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        public String title = "a title";

        public Titled() {
            super(List.of("a"));
        }
    }

    /** A map that is more than its entries. */
    public static class Counting extends HashMap<String, Integer> {
        private static final long serialVersionUID = 1L;

        public int count = 7;
    }

    /** Like an entity: its {@code equals} compares only the id. */
    public static class ByName {
        public long id;
        public String name = "";
        public Locale locale = Locale.ROOT;
        public Map<String, Integer> map = Map.of();

        @Override
        public boolean equals(Object other) {
            return other instanceof ByName that && id == that.id;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(id);
        }
    }

    public record InArray(ByName[] values) {}

    public record Texts(String[] texts, Set<ByName> set, Map<ByName, ByName> map) {}

    public record Nulls(Locale locale, Currency currency, Year year) {}

    public static class NullBean {
        public Locale locale;
        public Currency currency;
        public Year year;
    }

    public record Numbers(
            int one,
            Integer two,
            long three,
            Long four,
            short five,
            Short six,
            byte seven,
            Byte eight,
            BigInteger nine) {}

    public static class NumberBean {
        public int one = 1;
        public Integer two = 2;
        public long three = 3;
        public Long four = Long.MIN_VALUE;
        public short five = 5;
        public Short six = 6;
        public byte seven = 7;
        public Byte eight = 8;
        public BigInteger nine = BigInteger.ONE.shiftLeft(200);
    }

    private static ByName named(String name, Locale locale, Map<String, Integer> map) {
        ByName named = new ByName();
        named.name = name;
        named.locale = locale;
        named.map = map;
        return named;
    }

    private static Map<String, Integer> withoutCase() {
        Map<String, Integer> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        map.put("a", 1);
        return map;
    }

    static Stream<Arguments> different() {
        List<ByName> values = List.of(
                named("\ud800", Locale.ROOT, Map.of()),
                named("x", new Locale("no", "NO", "NY"), Map.of()),
                new Named(),
                named("x", Locale.ROOT, withoutCase()),
                named("x", Locale.ROOT, Collections.unmodifiableMap(withoutCase())));
        Queue<Integer> backwards = new PriorityQueue<>(Comparator.reverseOrder());
        backwards.add(1);
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.add("a");
        Map<String, Integer> identity = new IdentityHashMap<>();
        identity.put("a", 1);
        List<Arguments> all = new ArrayList<>();
        for (ValueCodec codec : List.of(new JsonbCodec(), new JacksonCodec())) {
            for (ByName value : values) {
                if (codec instanceof JacksonCodec && !value.locale.equals(Locale.ROOT)) {
                    continue; // CBOR preserves it
                }
                all.add(Arguments.of(codec, ByName.class, value));
                all.add(Arguments.of(codec, InArray.class, new InArray(new ByName[] {value})));
                all.add(Arguments.of(codec, Texts.class, new Texts(new String[0], Set.of(value), Map.of())));
                all.add(Arguments.of(
                        codec, Texts.class, new Texts(new String[0], Set.of(), Map.of(value, new ByName()))));
            }
            all.add(Arguments.of(codec, Texts.class, new Texts(new String[] {"\udc00x"}, Set.of(), Map.of())));
            all.add(Arguments.of(codec, GenericTypes.parameterized(Queue.class, Integer.class), backwards));
            all.add(Arguments.of(
                    codec, GenericTypes.parameterized(Set.class, String.class), Collections.unmodifiableSet(set)));
            all.add(Arguments.of(codec, GenericTypes.parameterized(Map.class, String.class, Integer.class), identity));
            all.add(Arguments.of(codec, GenericTypes.parameterized(List.class, String.class), new Titled()));
            all.add(Arguments.of(
                    codec, GenericTypes.parameterized(Map.class, String.class, Integer.class), new Counting()));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("different")
    void aValueThatWouldBeReadDifferentlyIsRefused(ValueCodec codec, Type type, Object value) {
        ValueCodec.Format format = codec.of(type);
        assertThatThrownBy(() -> format.encode(value)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void nullsAreReadBack() {
        for (ValueCodec codec : List.of(new JsonbCodec(), new JacksonCodec())) {
            Nulls nulls = new Nulls(null, null, null);
            ValueCodec.Format records = codec.of(Nulls.class);
            assertThat(records.decode(records.encode(nulls))).isEqualTo(nulls);
            ValueCodec.Format beans = codec.of(NullBean.class);
            assertThat(((NullBean) beans.decode(beans.encode(new NullBean()))).locale)
                    .isNull();
            ValueCodec.Format lists = codec.of(GenericTypes.parameterized(List.class, Locale.class));
            assertThat(lists.decode(lists.encode(Collections.singletonList(null))))
                    .isEqualTo(Collections.singletonList(null));
        }
    }

    @Test
    void numbersAreReadBack() {
        for (ValueCodec codec : List.of(new JsonbCodec(), new JacksonCodec())) {
            ValueCodec.Format beans = codec.of(NumberBean.class);
            assertThat(beans.decode(beans.encode(new NumberBean())))
                    .usingRecursiveComparison()
                    .isEqualTo(new NumberBean());
            Numbers numbers = new Numbers(
                    1, null, 3, Long.MAX_VALUE, (short) 5, (short) 6, (byte) 7, (byte) 8, BigInteger.TEN.pow(300));
            ValueCodec.Format records = codec.of(Numbers.class);
            assertThat(records.decode(records.encode(numbers))).isEqualTo(numbers);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e100000000", "1e99", "1.5", "9223372036854775808", "true", "1e-2"})
    @Timeout(5)
    void aNumberOfAnotherKindOrRangeIsRefused(String number) {
        JsonbCodec codec = new JsonbCodec();
        for (Type type : List.of(Long.class, long.class, Integer.class, Short.class, Byte.class)) {
            assertRefused(codec, type, "[" + number + "]");
        }
        for (String field : List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")) {
            if (!field.equals("nine") || number.contains(".") || number.contains("-") || number.equals("true")) {
                assertRefused(codec, Numbers.class, "[{\"" + field + "\":" + number + "}]");
            }
        }
        for (Type type : List.of(int[].class, long[].class, OptionalInt.class, OptionalLong.class)) {
            String value = ((Class<?>) type).isArray() ? "[" + number + "]" : number;
            assertRefused(codec, type, "[" + value + "]");
        }
        for (String field : List.of("one", "two", "three", "four", "five", "six", "seven", "eight")) {
            assertRefused(codec, NumberBean.class, "[{\"" + field + "\":" + number + "}]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e100", "3.7", "true", "\"1\"", "18446744073709551616"})
    void cborDoesNotCoerceNumbersEither(String number) throws IOException {
        JacksonCodec codec = new JacksonCodec();
        for (String field : List.of("one", "two", "three", "four", "five", "six", "seven", "eight")) {
            ValueCodec.Format format = codec.of(NumberBean.class);
            JsonNode tree = new ObjectMapper().readTree("{\"" + field + "\":" + number + "}");
            byte[] bytes = new CBORMapper().writeValueAsBytes(tree);
            assertThatThrownBy(() -> format.decode(bytes)).as(field).isInstanceOf(RuntimeException.class);
        }
    }

    public record Fractions(double one, Double two, float three, Float four, BigDecimal five, OptionalDouble six) {}

    @Test
    void fractionsAreReadBackDigitForDigit() {
        for (ValueCodec codec : List.of(new JsonbCodec(), new JacksonCodec())) {
            ValueCodec.Format format = codec.of(Fractions.class);
            for (Fractions value : List.of(
                    new Fractions(-0.0, -0.0, 0f, -1f, new BigDecimal("-0.00"), OptionalDouble.of(-0.0)),
                    new Fractions(
                            Double.MIN_VALUE,
                            Double.MAX_VALUE,
                            Float.MIN_VALUE,
                            Float.MAX_VALUE,
                            new BigDecimal("0.1000"),
                            OptionalDouble.empty()),
                    new Fractions(1e21, 3.0, 1e10f, 0.1f, BigDecimal.TEN.pow(200), OptionalDouble.of(0.1)),
                    new Fractions(1, null, 1, null, null, OptionalDouble.of(1)))) {
                assertThat(format.decode(format.encode(value))).isEqualTo(value);
            }
        }
    }

    public record Floats(double one, float two, BigDecimal three) {}

    @Test
    void aNumberThatIsTooLargeIsNotReadAsInfinity() {
        JsonbCodec codec = new JsonbCodec();
        for (String large : List.of("1e400", "-1e400", "9".repeat(400))) {
            assertRefused(codec, double.class, "[" + large + "]");
            assertRefused(codec, double[].class, "[[" + large + "]]");
            assertRefused(codec, OptionalDouble.class, "[" + large + "]");
            assertRefused(codec, Floats.class, "[{\"one\":" + large + ",\"two\":1,\"three\":1}]");
            assertRefused(codec, Floats.class, "[{\"one\":1,\"two\":" + large + ",\"three\":1}]");
            assertRefused(codec, float[].class, "[[" + large + "]]");
        }
        assertRefused(codec, float.class, "[1e39]");
        assertRefused(codec, float[].class, "[[1e39]]");
        Floats floats = new Floats(1e300, 1e38f, BigDecimal.TEN.pow(400));
        ValueCodec.Format format = codec.of(Floats.class);
        assertThat(format.decode(format.encode(floats))).isEqualTo(floats);
    }

    @Test
    void aLongNumberIsRefusedForAnIntField() {
        assertRefused(new JsonbCodec(), NumberBean.class, "[{\"one\":1099511627776}]");
        assertRefused(new JsonbCodec(), int[].class, "[[1099511627776]]");
    }

    /** Without a bound, these would take minutes. */
    @Test
    @Timeout(5)
    void theCostOfNumbersIsBounded() {
        JsonbCodec codec = new JsonbCodec();
        String digits = "9".repeat(1_000_000);
        for (Type type : List.of(BigInteger.class, Long.class, Double.class, BigDecimal.class, Duration.class)) {
            assertRefused(codec, type, "[1e999999999]");
            assertRefused(codec, type, "[" + digits + "]");
        }
        assertRefused(codec, BigInteger.class, "[\"" + digits + "\"]");
        assertRefused(codec, BigDecimal.class, "[\"" + digits + "\"]");
        assertRefused(codec, BigDecimal.class, "[\"1e999999999\"]");
        assertRefused(codec, Double.class, "[\"" + digits + "\"]");
        assertRefused(codec, float.class, "[\"" + digits + "\"]");
        assertRefused(
                codec,
                GenericTypes.parameterized(Map.class, BigDecimal.class, String.class),
                "[{\"" + digits + "\":\"x\"}]");
        assertRefused(
                codec,
                GenericTypes.parameterized(List.class, BigInteger.class),
                "[[" + "1e99999999,".repeat(80) + "1]]");
        // the components of records take another way
        for (String field : List.of("one", "two", "three", "four")) {
            assertRefused(codec, Amounts.class, "[{\"" + field + "\":\"" + digits + "\"}]");
        }
        assertRefused(codec, Amounts.class, "[{\"one\":\"1e999999999\"}]");
        assertRefused(
                codec, GenericTypes.parameterized(Amount.class, BigDecimal.class), "[{\"value\":\"" + digits + "\"}]");
        assertRefused(
                codec,
                GenericTypes.parameterized(List.class, BigInteger.class),
                "[[" + "1e999,".repeat(150_000) + "1]]");
    }

    public record Amounts(BigDecimal one, BigInteger two, Double three, float four) {}

    public record Amount<T>(T value) {}

    private static void assertRefused(ValueCodec codec, Type type, String json) {
        ValueCodec.Format format = codec.of(type);
        assertThatThrownBy(() -> format.decode(json.getBytes(StandardCharsets.UTF_8)))
                .as("%s %.100s", type, json)
                .isInstanceOf(RuntimeException.class);
    }
}
