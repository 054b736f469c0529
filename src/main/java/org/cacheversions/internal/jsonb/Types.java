package org.cacheversions.internal.jsonb;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Map;
import org.cacheversions.internal.remote.JdkTypes;
import org.jspecify.annotations.Nullable;

/** Reflects on generic types. */
final class Types {

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            short.class, Short.class,
            char.class, Character.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class);

    private Types() {}

    static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return raw(parameterized.getRawType());
        }
        throw new IllegalArgumentException(type.getTypeName());
    }

    static ParameterizedType parameterized(Class<?> raw, Type... arguments) {
        return new Parameterized(raw, arguments);
    }

    /**
     * Answers a type as seen from an owner that says what its variables stand for; a box for a primitive, and for a map
     * or a set one that keeps the order, which providers don't.
     */
    static Type resolved(Type type, Type owner) {
        if (type instanceof TypeVariable<?> variable && owner instanceof ParameterizedType parameterized) {
            TypeVariable<?>[] variables = raw(owner).getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                if (variables[i].equals(variable)) {
                    return parameterized.getActualTypeArguments()[i];
                }
            }
        }
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = Arrays.stream(parameterized.getActualTypeArguments())
                    .map(argument -> resolved(argument, owner))
                    .toArray(Type[]::new);
            return parameterized(JdkTypes.ordered(raw(type)), arguments);
        }
        if (type instanceof GenericArrayType array) {
            return raw(resolved(array.getGenericComponentType(), owner)).arrayType();
        }
        return type instanceof Class<?> plain && plain.isPrimitive() ? boxed(plain) : type;
    }

    private static Type boxed(Class<?> primitive) {
        Class<?> box = BOXES.get(primitive);
        return box == null ? primitive : box;
    }

    /** Equal to those of the JDK that look like it, since JSON-B keeps what it knows of a type by the type. */
    private static final class Parameterized implements ParameterizedType {

        private final Class<?> raw;
        private final Type[] arguments;

        private Parameterized(Class<?> raw, Type[] arguments) {
            this.raw = raw;
            this.arguments = arguments;
        }

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return raw.getDeclaringClass();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ParameterizedType that
                    && raw.equals(that.getRawType())
                    && Arrays.equals(arguments, that.getActualTypeArguments());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(arguments) ^ raw.hashCode();
        }

        @Override
        public String toString() {
            return raw.getName() + Arrays.toString(arguments);
        }
    }
}
