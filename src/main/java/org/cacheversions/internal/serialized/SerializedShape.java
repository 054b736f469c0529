package org.cacheversions.internal.serialized;

import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks through a type: writes down what a change of which other nodes could not read, or would read as something
 * else, and finds what can't be written. Used by one thread.
 */
final class SerializedShape {

    private final AllowList allowed;
    private final StringBuilder text = new StringBuilder();
    private final Set<Class<?>> seen = new HashSet<>();

    /** Looks through a type, or throws {@link IllegalArgumentException} that says what can't be written. */
    SerializedShape(Type type, AllowList allowed) {
        this.allowed = allowed;
        look(type);
    }

    String text() {
        return text.toString();
    }

    private void look(Type type) {
        text.append(type.getTypeName()).append(';');
        if (type instanceof ParameterizedType parameterized) {
            for (Type argument : parameterized.getActualTypeArguments()) {
                look(argument);
            }
        } else if (type instanceof GenericArrayType array) {
            look(array.getGenericComponentType());
        }
        require(SerializedCodec.classOf(type));
    }

    private void require(Class<?> type) {
        if (type == Optional.class || type.isPrimitive()) {
            return;
        }
        boolean container = Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
        if (type == Object.class || (!container && !isAllowed(type))) {
            throw new IllegalArgumentException(
                    type.getName() + ", which is not serialisable or not named in cache-versions.codec.java-classes");
        }
        fields(type);
    }

    private boolean isAllowed(Class<?> type) {
        return Serializable.class.isAssignableFrom(type) && allowed.allows(type);
    }

    /** The fields of the application's classes, of which nobody else says how they change. */
    private void fields(Class<?> type) {
        if (type.isArray()) {
            fields(type.getComponentType());
            return;
        }
        if (!allowed.names(type.getName()) || !seen.add(type)) {
            return;
        }
        text.append(type.getName());
        if (type.isEnum()) {
            text.append(Arrays.toString(type.getEnumConstants()));
            return;
        }
        ObjectStreamClass written = ObjectStreamClass.lookupAny(type);
        text.append('#').append(written.getSerialVersionUID()).append('{');
        for (ObjectStreamField field : written.getFields()) {
            text.append(field.getName())
                    .append(':')
                    .append(field.getType().getName())
                    .append(';');
            fields(field.getType());
        }
        text.append('}');
        if (type.getSuperclass() != null) {
            fields(type.getSuperclass());
        }
    }
}
