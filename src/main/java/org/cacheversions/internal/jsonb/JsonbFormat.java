package org.cacheversions.internal.jsonb;

import jakarta.json.bind.Jsonb;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.cacheversions.spi.ValueCodec;
import org.jspecify.annotations.Nullable;

/** The JSON of one type: a list of the one value, so that null, optionals and subtypes are treated as inside of one. */
final class JsonbFormat implements ValueCodec.Format {

    private static final int DEPTH = 200;

    private final Jsonb jsonb;
    private final Type list;
    private final TypeShape shape;

    JsonbFormat(Jsonb jsonb, Type type, TypeShape shape) {
        this.jsonb = jsonb;
        this.list = Types.parameterized(List.class, Types.resolved(type, type));
        this.shape = shape;
    }

    @Override
    public String fingerprint() {
        return "JSON-B 1 " + shape.text();
    }

    @Override
    public byte[] encode(@Nullable Object value) {
        byte[] bytes = write(value);
        Object read = decode(bytes);
        boolean same = (!shape.isComparable() || Objects.deepEquals(value, read))
                && (shape.isExact() || isSame(bytes, write(read)));
        if (!same) {
            throw new IllegalArgumentException("what is read differs from what was written");
        }
        return bytes;
    }

    private boolean isSame(byte[] written, byte[] again) {
        return Arrays.equals(written, again) || (!shape.isSorted() && UnorderedJson.isSame(written, again));
    }

    private byte[] write(@Nullable Object value) {
        return jsonb.toJson(Collections.singletonList(value), list).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable Object decode(byte[] bytes) {
        requireFlat(bytes);
        List<?> read = jsonb.fromJson(new String(bytes, StandardCharsets.UTF_8), list);
        if (read == null || read.size() != 1) {
            throw new IllegalArgumentException("not one value");
        }
        return read.get(0);
    }

    /** What is nested too deeply would overflow the stack of who reads it. */
    private static void requireFlat(byte[] json) {
        int depth = 0;
        boolean text = false;
        for (int i = 0; i < json.length; i++) {
            switch (json[i]) {
                case '"' -> text = !text;
                case '\\' -> i++; // stands in texts only; what follows it ends none
                case '[', '{' -> depth += text ? 0 : 1;
                case ']', '}' -> depth -= text ? 0 : 1;
                default -> {}
            }
            if (depth > DEPTH) {
                throw new IllegalArgumentException("nested more than " + DEPTH + " deep");
            }
        }
        if (depth != 0) {
            throw new IllegalArgumentException("it ends too early"); // which Yasson overlooks
        }
    }
}
