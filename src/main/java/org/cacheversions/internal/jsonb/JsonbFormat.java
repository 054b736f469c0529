package org.cacheversions.internal.jsonb;

import jakarta.json.bind.Jsonb;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.cacheversions.internal.remote.Comparison;
import org.cacheversions.internal.remote.GenericTypes;
import org.cacheversions.spi.ValueCodec;
import org.jspecify.annotations.Nullable;

/** The JSON format of one type: a list of one value, so that null, optionals and subtypes need no special cases. */
final class JsonbFormat implements ValueCodec.Format {

    private static final int DEPTH = 200;

    /** The time to read a number grows with the square of its digits, and with the value of its exponent. */
    private static final int NUMBER = 1_000;

    private static final int EXPONENT = 999;

    /** With at most as many digits and no exponent, a number is within the range of a float. */
    private static final int FLOAT_DIGITS = 38;

    private final Jsonb jsonb;
    private final Type list;
    private final String shape;

    JsonbFormat(Jsonb jsonb, Type type, String shape) {
        this.jsonb = jsonb;
        this.list = GenericTypes.parameterized(List.class, JsonbCodec.readable(type, type));
        this.shape = shape;
    }

    @Override
    public String fingerprint() {
        return "JSON-B 1 " + shape;
    }

    @Override
    public byte[] encode(@Nullable Object value) {
        byte[] bytes = jsonb.toJson(Collections.singletonList(value), list).getBytes(StandardCharsets.UTF_8);
        Comparison.requireSame(value, decode(bytes));
        return bytes;
    }

    @Override
    public @Nullable Object decode(byte[] bytes) {
        boolean large = requireBounded(bytes);
        List<?> read = jsonb.fromJson(new String(bytes, StandardCharsets.UTF_8), list);
        if (read == null || read.size() != 1) {
            throw new IllegalArgumentException("not one value");
        }
        if (large) {
            jsonb.toJson(read, list); // fails if a double or float has become infinite
        }
        return read.get(0);
    }

    /**
     * Deeply nested JSON would overflow the stack, and long numbers would take seconds. Returns whether a number is
     * beyond the range of a float.
     */
    private static boolean requireBounded(byte[] json) {
        boolean large = false;
        int depth = 0;
        boolean text = false;
        for (int i = 0; i < json.length; i++) {
            switch (json[i]) {
                case '"' -> text = !text;
                case '\\' -> i++; // an escape in a text: the next character does not end it
                case '[', '{' -> depth += text ? 0 : 1;
                case ']', '}' -> depth -= text ? 0 : 1;
                case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                    if (!text) {
                        int end = endOfNumber(json, i);
                        large |= isLarge(json, i, end);
                        i = end;
                    }
                }
                default -> {}
            }
            if (depth > DEPTH) {
                throw new IllegalArgumentException("nested more than " + DEPTH + " deep");
            }
        }
        if (depth != 0) {
            throw new IllegalArgumentException("it ends too early"); // which Yasson ignores
        }
        return large;
    }

    private static boolean isLarge(byte[] json, int start, int end) {
        boolean maybe = end - start >= FLOAT_DIGITS;
        for (int i = start; i < end && !maybe; i++) {
            maybe = json[i] == 'e' || json[i] == 'E';
        }
        return maybe
                && Float.isInfinite(
                        Float.parseFloat(new String(json, start, end + 1 - start, StandardCharsets.ISO_8859_1)));
    }

    /** Returns the position of the last character of a number. */
    private static int endOfNumber(byte[] json, int start) {
        int exponent = -1;
        int end = start;
        while (end + 1 < json.length && isOfNumber(json[end + 1])) {
            end++;
            if (json[end] == 'e' || json[end] == 'E') {
                exponent = 0;
            } else if (exponent >= 0 && json[end] >= '0' && json[end] <= '9') {
                exponent = 10 * exponent + json[end] - '0';
            }
            if (end - start >= NUMBER || exponent > EXPONENT) {
                throw new IllegalArgumentException("a number that is too long");
            }
        }
        return end;
    }

    private static boolean isOfNumber(byte character) {
        return (character >= '0' && character <= '9')
                || character == '.'
                || character == '-'
                || character == '+'
                || character == 'e'
                || character == 'E';
    }
}
