package org.cacheversions.internal.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.cacheversions.spi.ValueCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Numbers in bytes from outside are read exactly, or refused. */
class HostileNumbersTest {

    private static final ValueCodec CODEC = new JacksonCodec();

    private static final List<Class<?>> TYPES = List.of(
            byte.class,
            short.class,
            int.class,
            long.class,
            float.class,
            double.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            byte[].class,
            short[].class,
            int[].class,
            long[].class,
            float[].class,
            double[].class,
            Float[].class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class,
            BigInteger.class,
            BigDecimal.class);

    /** Numbers, by their bytes in hexadecimal digits. */
    private static final Map<String, Number> NUMBERS = new LinkedHashMap<>();

    static {
        NUMBERS.put("07", 7);
        NUMBERS.put("18c8", 200);
        NUMBERS.put("38c7", -200);
        NUMBERS.put("19ffff", 65535);
        NUMBERS.put("1affffffff", 4294967295L);
        NUMBERS.put("1b0020000000000001", 9007199254740993L); // one more than a double has digits for
        NUMBERS.put("1bffffffffffffffff", new BigInteger("18446744073709551615"));
        NUMBERS.put("3bffffffffffffffff", new BigInteger("-18446744073709551616"));
        NUMBERS.put("c24101", 1); // as a bignum
        NUMBERS.put("c249010000000000000007", new BigInteger("18446744073709551623"));
        NUMBERS.put("c258c8" + "ff".repeat(200), BigInteger.ONE.shiftLeft(1600).subtract(BigInteger.ONE));
        NUMBERS.put("c4822005", new BigDecimal("0.5")); // as a decimal fraction
        NUMBERS.put("c48219019001", new BigDecimal("1e400"));
        NUMBERS.put("c48239018f01", new BigDecimal("1e-400"));
        NUMBERS.put("c5822003", new BigDecimal("1.5")); // a bigfloat, which Jackson does not know
        NUMBERS.put("f93e00", 1.5f); // a half
        NUMBERS.put("f97c00", Float.POSITIVE_INFINITY);
        NUMBERS.put("fa3fc00000", 1.5f);
        NUMBERS.put("fa3dcccccd", 0.1f);
        NUMBERS.put("fa7f800000", Float.POSITIVE_INFINITY);
        NUMBERS.put("fa7fc00000", Float.NaN);
        NUMBERS.put("fb3ff8000000000000", 1.5);
        NUMBERS.put("fb3fb999999999999a", 0.1);
        NUMBERS.put("fb7e37e43c8800759c", 1e300);
        NUMBERS.put("fb01a56e1fc2f8f359", 1e-300);
        NUMBERS.put("fb7ff0000000000000", Double.POSITIVE_INFINITY);
        NUMBERS.put("fbfff0000000000000", Double.NEGATIVE_INFINITY);
        NUMBERS.put("fb7ff8000000000000", Double.NaN);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(value = Reals.class, name = "reals"))
    interface Kind {}

    record Reals(float value) implements Kind {}

    @Test
    void isReadExactlyOrRefused() {
        List<String> wrong = new ArrayList<>();
        for (Class<?> type : TYPES) {
            NUMBERS.forEach((hex, number) -> {
                byte[] bytes = HexFormat.of().parseHex(type.isArray() ? "81" + hex : hex);
                add(wrong, type, number, only(decode(type, bytes)));
            });
        }
        assertThat(wrong).isEmpty();
    }

    /** Jackson buffers the properties of a subtype that are before its name. */
    @Test
    void isReadExactlyBeforeTheNameOfItsType() {
        byte[] value = text("value");
        byte[] kind = joined(text("kind"), text("reals"));
        List<String> wrong = new ArrayList<>();
        NUMBERS.forEach((hex, number) -> {
            byte[] bytes = HexFormat.of().parseHex(hex);
            for (byte[] one : List.of(joined(value, bytes, kind), joined(kind, value, bytes))) {
                Object read = decode(Kind.class, joined(new byte[] {(byte) 0xA2}, one));
                add(wrong, Kind.class, number, read == null ? null : ((Reals) read).value());
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(decode(
                        Kind.class,
                        joined(new byte[] {(byte) 0xA2}, value, HexFormat.of().parseHex("fa3fc00000"), kind)))
                .isEqualTo(new Reals(1.5f));
    }

    private static byte[] text(String text) {
        return joined(new byte[] {(byte) (0x60 + text.length())}, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static void add(List<String> wrong, Type type, Number number, @Nullable Object read) {
        if (read != null && !isSame(number, read)) {
            wrong.add(type.getTypeName() + " from " + number.getClass().getSimpleName() + " " + abbreviated(number)
                    + ": " + abbreviated(read));
        }
    }

    private static String abbreviated(Object number) {
        String text = number.toString();
        return text.length() > 30 ? text.substring(0, 30) + "…" : text;
    }

    private static boolean isSame(Number number, Object read) {
        if (read instanceof Double || read instanceof Float || number instanceof Double || number instanceof Float) {
            double one = number.doubleValue();
            double other = ((Number) read).doubleValue();
            if (!Double.isFinite(one) || !Double.isFinite(other)) {
                return Double.compare(one, other) == 0 && (number instanceof Double || number instanceof Float);
            }
        }
        return exact(number).compareTo(exact((Number) read)) == 0;
    }

    private static BigDecimal exact(Number number) {
        return number instanceof Double || number instanceof Float
                ? new BigDecimal(number.doubleValue())
                : new BigDecimal(number.toString());
    }

    private static @Nullable Object decode(Type type, byte[] bytes) {
        try {
            return CODEC.of(type).decode(bytes);
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** Returns the only number of a value. */
    private static @Nullable Object only(@Nullable Object value) {
        if (value != null && value.getClass().isArray()) {
            return Array.get(value, 0);
        }
        if (value instanceof OptionalInt optional) {
            return optional.getAsInt();
        }
        if (value instanceof OptionalLong optional) {
            return optional.getAsLong();
        }
        return value instanceof OptionalDouble optional ? (Object) optional.getAsDouble() : value;
    }
}
