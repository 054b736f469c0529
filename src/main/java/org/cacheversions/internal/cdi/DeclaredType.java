package org.cacheversions.internal.cdi;

import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A class with type arguments, which can be serialised; that of the JDK cannot. Immutable and thread-safe. */
final class DeclaredType implements ParameterizedType, Serializable {

    private static final long serialVersionUID = 1L;

    private final Class<?> raw;
    private final @Nullable Class<?> owner;
    private final Serializable[] arguments;

    private DeclaredType(Class<?> raw, Serializable[] arguments) {
        this.raw = raw;
        this.owner = raw.getDeclaringClass();
        this.arguments = arguments;
    }

    /**
     * Returns a class, or a type whose arguments are classes or such types.
     *
     * @throws IllegalArgumentException if the type is not known, as that of a type variable
     */
    static Serializable of(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            return new DeclaredType(
                    raw,
                    Arrays.stream(parameterized.getActualTypeArguments())
                            .map(DeclaredType::of)
                            .toArray(Serializable[]::new));
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof GenericArrayType array && of(array.getGenericComponentType()) instanceof Class<?> raw) {
            return Array.newInstance(raw, 0).getClass();
        }
        throw new IllegalArgumentException(
                "the type " + type + " does not tell the class of the values: use one without type variables");
    }

    @Override
    public Type[] getActualTypeArguments() {
        return Arrays.stream(arguments).map(Type.class::cast).toArray(Type[]::new);
    }

    @Override
    public Type getRawType() {
        return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
        return owner;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ParameterizedType that
                && raw.equals(that.getRawType())
                && Arrays.equals(getActualTypeArguments(), that.getActualTypeArguments());
    }

    /** Same as that of the JDK's implementation, since the two are equal. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(arguments) ^ Objects.hashCode(owner) ^ raw.hashCode();
    }

    @Override
    public String toString() {
        return List.of(getActualTypeArguments()).stream()
                .map(Type::getTypeName)
                .collect(Collectors.joining(", ", raw.getName() + "<", ">"));
    }
}
