package org.cacheversions.internal.serialized;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.cacheversions.spi.ValueCodec;

/** Values by Java's own serialisation, of classes on a list only. Safe for use by many threads. */
public final class SerializedCodec implements ValueCodec {

    private final AllowList allowed;

    /** Allows these classes besides those of plain values; {@code package.*} is all of a package and below it. */
    public SerializedCodec(List<String> names) {
        this.allowed = new AllowList(names);
    }

    @Override
    public Format of(Type type) {
        return new SerializedFormat(type, allowed, new SerializedShape(type, allowed).text());
    }

    /** Answers the class of what a type names. */
    static Class<?> classOf(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return classOf(array.getGenericComponentType()).arrayType();
        }
        throw new IllegalArgumentException(type.getTypeName() + ", which names no class");
    }
}
