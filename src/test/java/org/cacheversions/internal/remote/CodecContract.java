package org.cacheversions.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.cacheversions.internal.remote.CodecShapes.Mapped;
import org.cacheversions.internal.remote.CodecShapes.Point;
import org.cacheversions.internal.remote.CodecShapes.WithBytes;
import org.cacheversions.spi.ValueCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The behaviour of the codecs that describe types: values are read as they were written, or refused. */
public interface CodecContract {

    ValueCodec codec();

    /** Returns another instance, without the state of the first. */
    ValueCodec ofAnotherNode();

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("org.cacheversions.internal.remote.CodecShapes#values")
    default void valuesAreReadAsTheyWereWritten(String shape, @Nullable Object value) {
        byte[] bytes = codec().of(CodecShapes.type(shape)).encode(value);
        Object read = ofAnotherNode().of(CodecShapes.type(shape)).decode(bytes);
        assertThat(Objects.deepEquals(read, value)).as("%s", read).isTrue();
    }

    @Test
    default void orderIsKept() {
        ValueCodec.Format format = codec().of(CodecShapes.type("ordered"));
        Map<?, ?> map = (Map<?, ?>) format.decode(format.encode(CodecShapes.ordered()));
        assertThat(map.keySet())
                .map(Object::toString)
                .containsExactlyElementsOf(CodecShapes.ordered().keySet());
        ValueCodec.Format sets = codec().of(CodecShapes.type("set"));
        Set<?> set = (Set<?>) sets.decode(sets.encode(CodecShapes.ordered().keySet()));
        assertThat(set)
                .map(Object::toString)
                .containsExactlyElementsOf(CodecShapes.ordered().keySet());
        ValueCodec.Format records = codec().of(CodecShapes.type("mapped"));
        Mapped mapped = (Mapped) records.decode(records.encode(new Mapped(CodecShapes.ordered(), OptionalInt.empty())));
        assertThat(mapped.map().keySet())
                .containsExactlyElementsOf(CodecShapes.ordered().keySet());
        assertThat(mapped.number()).isEmpty();
    }

    @Test
    default void arraysCompareByContent() {
        ValueCodec.Format format = codec().of(CodecShapes.type("withBytes"));
        WithBytes read = (WithBytes) format.decode(format.encode(new WithBytes(new byte[] {1, 2})));
        assertThat(read.bytes()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @MethodSource("org.cacheversions.internal.remote.CodecShapes#spoilt")
    default void aValueThatWouldBeReadAsAnotherIsRefused(Type type, @Nullable Object value) {
        ValueCodec.Format format = codec().of(type);
        assertThatThrownBy(() -> format.encode(value)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @MethodSource("org.cacheversions.internal.remote.CodecShapes#refused")
    default void aTypeThatCannotBeReadBackIsRefusedAndNamed(Type type) {
        assertThatThrownBy(() -> codec().of(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(" is or holds ");
    }

    @Test
    default void theFingerprintCoversTheWholeShape() {
        Set<String> prints = new LinkedHashSet<>();
        CodecShapes.names().forEach(shape -> prints.add(fingerprint(codec(), shape)));
        assertThat(prints).hasSameSizeAs(CodecShapes.names());
        assertThat(fingerprint(codec(), "page"))
                .contains("items:", "total:int", Point.class.getName(), "x:int", "y:long")
                .isEqualTo(fingerprint(ofAnotherNode(), "page"));
        assertThat(fingerprint(codec(), "mixed"))
                .as("the components besides the type variable")
                .contains("x:int", "y:long", "number:int", "first:", "second:");
        assertThat(fingerprint(codec(), "animals"))
                .contains("@kind", "dog=", "lives:int", "name:java.lang.String")
                .isEqualTo(fingerprint(ofAnotherNode(), "animals"));
        assertThat(fingerprint(codec(), "colour")).containsSubsequence("RED", "GREEN");
    }

    private static String fingerprint(ValueCodec codec, String shape) {
        return codec.of(CodecShapes.type(shape)).fingerprint();
    }
}
