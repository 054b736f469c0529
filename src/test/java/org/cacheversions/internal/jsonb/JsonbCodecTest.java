package org.cacheversions.internal.jsonb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cacheversions.internal.remote.CodecContract;
import org.cacheversions.internal.remote.CodecShapes;
import org.cacheversions.spi.ValueCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that JSON reads back as they were written, and values that are refused. */
class JsonbCodecTest implements CodecContract {

    private static final JsonbCodec CODEC = new JsonbCodec();
    private static final JsonbCodec OTHER = new JsonbCodec();

    @Override
    public ValueCodec codec() {
        return CODEC;
    }

    @Override
    public ValueCodec ofAnotherNode() {
        return OTHER;
    }

    @Test
    void nanIsRefused() {
        ValueCodec.Format format = CODEC.of(double.class);
        assertThatThrownBy(() -> format.encode(Double.NaN)).isInstanceOf(RuntimeException.class);
    }

    public static class WithoutConstructor {
        private int a;

        private WithoutConstructor() {}
    }

    @Test
    void aClassWithoutAnAccessibleConstructorIsRefused() {
        assertThatThrownBy(() -> CODEC.of(WithoutConstructor.class))
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
    void bytesOfOtherValuesAreRefused(String json) {
        ValueCodec.Format format = CODEC.of(CodecShapes.type("point"));
        assertThatThrownBy(() -> format.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void anUndeclaredSubtypeIsRefused() {
        ValueCodec.Format format = CODEC.of(CodecShapes.type("animal"));
        for (String kind : List.of("java.lang.Thread", "cow", "Dog")) {
            assertThatThrownBy(() -> format.decode(("[{\"@kind\":\"" + kind + "\"}]").getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void depthIsBounded() {
        ValueCodec.Format format = CODEC.of(CodecShapes.type("node"));
        String deep = "{\"left\":".repeat(1_000_000);
        assertThatThrownBy(() -> format.decode(("[" + deep).getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("nested more than 200 deep");
        String brackets = "[".repeat(500) + "\\\"";
        ValueCodec.Format text = CODEC.of(CodecShapes.type("text"));
        assertThat(text.decode(text.encode(brackets))).isEqualTo(brackets);
    }
}
