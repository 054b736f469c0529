package org.cacheversions.internal.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.internal.remote.CodecShapes;
import org.cacheversions.internal.remote.CodecShapes.Cat;
import org.cacheversions.internal.remote.CodecShapes.Node;
import org.cacheversions.internal.remote.CodecShapes.Page;
import org.cacheversions.internal.remote.CodecShapes.Point;
import org.cacheversions.spi.ValueCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that an attacker has written to the store. */
class HostileBytesTest {

    private static final ValueCodec CODEC = new JacksonCodec();

    private static final AtomicInteger INITIALISED = new AtomicInteger();

    /** Valid values, by the name of their shape. */
    private static final Map<String, Object> GOOD = Map.of(
            "point",
            new Point(1, 2),
            "text",
            "täxt",
            "page",
            new Page<>(List.of(new Point(1, 2)), null, 2),
            "byPoint",
            Map.of(new Point(1, 2), "p"),
            "animal",
            new Cat(9),
            "optionalNode",
            Optional.of(new Node("n", null, List.of(Optional.empty()), Map.of(7L, new Point(1, 2)))),
            "bytes",
            new byte[] {0, 1},
            "number",
            7);

    private static final Map<String, ValueCodec.Format> FORMATS = new ConcurrentHashMap<>();

    private static ValueCodec.Format format(String shape) {
        return FORMATS.computeIfAbsent(shape, name -> CODEC.of(CodecShapes.type(name)));
    }

    private static byte[] cbor(String json) {
        try {
            return new CBORMapper().writeValueAsBytes(new ObjectMapper().readTree(json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[null]",
                "{}",
                "{\"x\":1,\"y\":2,\"z\":3}",
                "{\"x\":1}",
                "{\"x\":null,\"y\":2}",
                "{\"x\":\"a\",\"y\":2}",
                "{\"x\":\"1\",\"y\":2}",
                "{\"x\":1.5,\"y\":2}",
                "{\"x\":99999999999,\"y\":2}",
                "{\"@class\":\"java.lang.Thread\",\"x\":1,\"y\":2}",
                "[\"java.lang.Thread\",{\"x\":1,\"y\":2}]",
                "1",
                "true",
                "\"x\"",
                "\"\"",
                "[{\"x\":1,\"y\":2}]",
            })
    void bytesOfOtherValuesAreRefused(String json) {
        ValueCodec.Format format = format("point");
        assertThat(format.decode(cbor("{\"x\":1,\"y\":2}"))).isEqualTo(new Point(1, 2));
        assertThatThrownBy(() -> format.decode(cbor(json))).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @CsvSource({"number,null", "number,'\"7\"'", "truth,1", "colour,0", "colour,'\"BLUE\"'", "byLong,'[null]'"})
    void valuesThatJacksonWouldCoerceAreRefused(String shape, String json) {
        assertThatThrownBy(() -> format(shape).decode(cbor(json))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void duplicateMapKeysAreRefused() {
        String twice = "[{\"k\":1,\"v\":{\"x\":1,\"y\":2}},{\"k\":1,\"v\":{\"x\":1,\"y\":2}}]";
        assertThatThrownBy(() -> format("byLong").decode(cbor(twice))).hasMessageContaining("twice");
    }

    @Test
    void anUndeclaredSubtypeIsRefused() {
        assertThat(format("animal").decode(cbor("{\"@kind\":\"cat\",\"lives\":9}")))
                .isEqualTo(new Cat(9));
        for (String kind : List.of("java.lang.Thread", "cow", "Dog", "")) {
            assertThatThrownBy(() -> format("animal").decode(cbor("{\"@kind\":\"" + kind + "\"}")))
                    .isInstanceOf(RuntimeException.class);
        }
        assertThatThrownBy(() -> format("animal").decode(cbor("{\"lives\":9}"))).isInstanceOf(RuntimeException.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface Anything {}

    static final class Gadget implements Anything {
        static {
            INITIALISED.incrementAndGet();
        }
    }

    /** A second line of defence, since the shape already refuses such a type. */
    @Test
    void noClassIsLoadedByName() throws IOException {
        byte[] bytes = cbor("{\"@class\":\"" + HostileBytesTest.class.getName() + "$Gadget\"}");
        assertThatThrownBy(() -> JacksonCodec.mapper().readValue(bytes, Anything.class))
                .isInstanceOf(IOException.class);
        assertThat(INITIALISED).hasValue(0);
        assertThat(new CBORMapper().readValue(bytes, Anything.class)).isInstanceOf(Gadget.class);
        assertThat(INITIALISED).hasValue(1);
    }

    @Test
    void truncatedBytesAreRefused() {
        GOOD.forEach((shape, value) -> {
            byte[] good = format(shape).encode(value);
            for (int length = 0; length < good.length; length++) {
                byte[] begun = Arrays.copyOf(good, length);
                assertThatThrownBy(() -> format(shape).decode(begun))
                        .as("%s, %s of %s", shape, begun.length, good.length)
                        .isInstanceOf(RuntimeException.class);
            }
        });
    }

    @Test
    void bytesAfterTheValueAreRefused() {
        GOOD.forEach((shape, value) -> {
            byte[] good = format(shape).encode(value);
            for (int next = 0; next < 256; next++) {
                byte[] longer = Arrays.copyOf(good, good.length + 1);
                longer[good.length] = (byte) next;
                assertThatThrownBy(() -> format(shape).decode(longer))
                        .as("%s and then %s", shape, next)
                        .isInstanceOf(RuntimeException.class);
            }
        });
    }

    @Test
    void anyBytesAreReadAsAValueOfTheTypeOrRefused() {
        Random random = new Random(7);
        GOOD.forEach((shape, value) -> {
            byte[] good = format(shape).encode(value);
            for (int i = 0; i < 1_000; i++) {
                byte[] spoilt = good.clone();
                for (int change = random.nextInt(3); change >= 0; change--) {
                    spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
                }
                assertRefusedOrRead(shape, spoilt);
                random.nextBytes(spoilt);
                assertRefusedOrRead(shape, spoilt);
            }
        });
    }

    private static void assertRefusedOrRead(String shape, byte[] bytes) {
        Object read;
        try {
            read = format(shape).decode(bytes);
        } catch (RuntimeException e) {
            return;
        }
        assertThat(read == null || isOf(shape, read))
                .as("%s as %s", read, shape)
                .isTrue();
    }

    private static boolean isOf(String shape, Object read) {
        return switch (shape) {
            case "animal" -> read instanceof CodecShapes.Animal;
            case "page" -> read instanceof Page<?> page && areAll(page.items(), Point.class);
            case "byPoint" ->
                read instanceof Map<?, ?> map
                        && areAll(map.keySet(), Point.class)
                        && areAll(map.values(), String.class);
            default -> GOOD.get(shape).getClass().isInstance(read);
        };
    }

    private static boolean areAll(@Nullable Collection<?> elements, Class<?> type) {
        return elements == null || elements.stream().allMatch(element -> element == null || type.isInstance(element));
    }

    // bounds

    private static byte[] repeated(byte[] part, int times) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void depthIsBounded() {
        byte[] left = joined(bytes(0xA1, 0x64), "left".getBytes(StandardCharsets.US_ASCII));
        assertBounded("node", repeated(left, 1_000_000));
        assertThatThrownBy(() -> format("node").decode(joined(left, repeated(bytes(0x9F), 1_000_000))))
                .isInstanceOf(RuntimeException.class);
        // skipped content is bounded too
        byte[] unknown = joined(bytes(0xA1, 0x64), "what".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> format("node").decode(repeated(unknown, 1_000_000)))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> format("text").decode(repeated(bytes(0xC6), 1_000_000)))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void lengthOfTextsAndNumbersIsBounded() {
        int length = 20_000_001;
        byte[] header = bytes(0x7A, length >>> 24, length >>> 16, length >>> 8, length);
        assertBounded("text", joined(header, new byte[length]));
        assertBounded("integer", joined(bytes(0xC2, 0x59, 2_000 >>> 8, 2_000), new byte[2_000]));
        // a few bytes with a huge exponent, which would expand to a huge integer
        assertThatThrownBy(() -> format("integer").decode(bytes(0xC4, 0x82, 0x1A, 0x3B, 0x9A, 0xCA, 0x00, 0x01)))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void aClaimedLengthAllocatesNoMemory() {
        for (String shape : List.of("bytes", "text", "ints", "points", "byLong", "set")) {
            for (int major : new int[] {0x40, 0x60, 0x80, 0xA0}) {
                byte[] claim = bytes(major | 0x1A, 0x7F, 0xFF, 0xFF, 0xF0, 0x01);
                assertThatThrownBy(() -> format(shape).decode(claim))
                        .as("%s as %s", major, shape)
                        .isInstanceOf(RuntimeException.class);
            }
        }
    }

    private static void assertBounded(String shape, byte[] bytes) {
        assertThatThrownBy(() -> format(shape).decode(bytes))
                .isInstanceOf(RuntimeException.class)
                .hasRootCauseInstanceOf(StreamConstraintsException.class);
    }
}
