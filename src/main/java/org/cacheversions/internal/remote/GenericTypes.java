package org.cacheversions.internal.remote;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves generic types. */
public final class GenericTypes {

    private GenericTypes() {}

    /** Returns the class of a type; of a variable or wildcard, that of its bound. */
    public static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        }
        if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        return raw(((TypeVariable<?>) type).getBounds()[0]);
    }

    /** Returns a class with type arguments. */
    public static ParameterizedType parameterized(Class<?> raw, Type... arguments) {
        return new Parameterized(raw, List.of(arguments));
    }

    /**
     * Replaces the variables of a type with the type arguments of its owner. The result consists of classes and
     * parameterized classes only: bounds replace wildcards and unknown variables.
     */
    public static Type resolved(Type type, Type owner) {
        if (type instanceof TypeVariable<?> variable && owner instanceof ParameterizedType parameterized) {
            int index = Arrays.asList(raw(owner).getTypeParameters()).indexOf(variable);
            return index < 0 ? raw(type) : parameterized.getActualTypeArguments()[index];
        }
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = Arrays.stream(parameterized.getActualTypeArguments())
                    .map(argument -> resolved(argument, owner))
                    .toArray(Type[]::new);
            return parameterized(raw(type), arguments);
        }
        if (type instanceof WildcardType wildcard) {
            return resolved(wildcard.getUpperBounds()[0], owner);
        }
        if (type instanceof GenericArrayType array) {
            return raw(resolved(array.getGenericComponentType(), owner)).arrayType();
        }
        return raw(type);
    }

    private record Parameterized(Class<?> raw, List<Type> arguments) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
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
        public String toString() {
            return raw.getName() + arguments;
        }
    }
}
