package org.cacheversions.internal.serialized;

import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cacheversions.internal.remote.GenericTypes;
import org.cacheversions.internal.remote.TypeShape;
import org.cacheversions.spi.ValueCodec;

/** Writes values with Java serialization, of allowed classes only. Thread-safe. */
public final class SerializedCodec implements ValueCodec {

    private final AllowList allowed;

    /** Allows these classes besides those of plain values; {@code package.*} is a package with its subpackages. */
    public SerializedCodec(List<String> names) {
        this.allowed = new AllowList(names);
    }

    @Override
    public Format of(Type type) {
        Type resolved = GenericTypes.resolved(type, type);
        requireAllowed(resolved);
        return new SerializedFormat(resolved, allowed, TypeShape.of(type, new NamedClasses()));
    }

    private void requireAllowed(Type type) {
        Class<?> raw = GenericTypes.raw(type);
        if (type instanceof ParameterizedType parameterized) {
            for (Type argument : parameterized.getActualTypeArguments()) {
                requireAllowed(argument);
            }
        }
        boolean container =
                raw == Optional.class || Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw);
        boolean serializable = raw.isPrimitive() || (Serializable.class.isAssignableFrom(raw) && allowed.allows(raw));
        if (raw == Object.class || !(container || serializable)) {
            throw new IllegalArgumentException(
                    raw.getName() + ", which is not serialisable or not named in cache-versions.codec.java-classes");
        }
    }

    /** Describes the classes that the application names. The JDK keeps its own ones compatible. */
    private final class NamedClasses implements TypeShape.Classes {

        @Override
        public boolean isPlain(Class<?> type, String place) {
            return !allowed.names(type.getName());
        }

        @Override
        public TypeShape.Description describe(Class<?> type, String place) {
            return new TypeShape.Description(
                    "#" + ObjectStreamClass.lookupAny(type).getSerialVersionUID());
        }
    }
}
