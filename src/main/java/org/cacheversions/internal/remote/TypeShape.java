package org.cacheversions.internal.remote;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes a type in a text that changes with the names of its classes, their fields, constants and subtypes, and with
 * what a codec adds. Refuses types whose values would not come back.
 */
public final class TypeShape {

    /** The most deeply nested type. What is deeper refers to ever larger types, without end. */
    private static final int DEPTH = 64;

    /** What one codec knows about classes. */
    public interface Classes {

        /** Returns whether no look into the class is necessary; throws if its values would not come back. */
        boolean isPlain(Class<?> type, String place);

        /** Describes a class that is not plain; throws if its values would not come back. */
        Description describe(Class<?> type, String place);
    }

    /**
     * What one codec adds to the shape of a class.
     *
     * @param text what else a change of which makes bytes unreadable
     * @param subtypes those that values may have, by name
     * @param value what is written in place of the fields, if it is
     */
    public record Description(
            String text,
            Map<String, Class<?>> subtypes,
            @Nullable Type value) {

        /** Describes a class without subtypes by its fields. */
        public Description(String text) {
            this(text, Map.of(), null);
        }
    }

    private final Classes classes;
    private final StringBuilder text = new StringBuilder();
    private final Set<Type> seen = new HashSet<>();
    private int depth;

    private TypeShape(Classes classes) {
        this.classes = classes;
    }

    /** Returns the shape of a type, or throws {@link IllegalArgumentException} that says what is refused, and where. */
    public static String of(Type type, Classes classes) {
        TypeShape shape = new TypeShape(classes);
        shape.look(type, type, type.getTypeName());
        return shape.text.toString();
    }

    /** Throws {@link IllegalArgumentException} unless a condition is met. */
    public static void require(boolean met, String place, Class<?> type, String reason) {
        if (!met) {
            throw new IllegalArgumentException(place + " is or holds " + type.getName() + reason);
        }
    }

    private void look(Type declared, Type owner, String place) {
        if (declared instanceof GenericArrayType array) {
            text.append("[]");
            look(array.getGenericComponentType(), owner, place);
            return;
        }
        Type type = GenericTypes.resolved(declared, owner);
        Class<?> raw = GenericTypes.raw(type);
        text.append(raw.getName());
        if (raw.isArray()) {
            look(raw.getComponentType(), type, place);
            return;
        }
        for (Type argument : arguments(type)) {
            text.append('<');
            look(argument, type, place);
            text.append('>');
        }
        if (!classes.isPlain(raw, place) && seen.add(type)) {
            require(++depth <= DEPTH, place, raw, ", nested without end");
            lookInside(raw, type, place);
            depth--;
        }
    }

    private static List<Type> arguments(Type type) {
        return List.of(
                type instanceof ParameterizedType parameterized
                        ? parameterized.getActualTypeArguments()
                        : GenericTypes.raw(type).getTypeParameters());
    }

    private void lookInside(Class<?> raw, Type type, String place) {
        Description description = classes.describe(raw, place);
        text.append(description.text());
        description.subtypes().forEach((name, subtype) -> {
            text.append(' ').append(name).append('=');
            look(specialised(subtype, type), type, place);
        });
        text.append('{');
        if (raw.isEnum()) {
            for (Object constant : raw.getEnumConstants()) {
                text.append(((Enum<?>) constant).name()).append(';');
            }
        } else if (description.value() != null) {
            look(description.value(), type, raw.getName());
        } else {
            Comparison.fields(raw).stream()
                    .sorted(Comparator.comparing(Field::getName))
                    .forEach(field -> look(field, type));
        }
        text.append('}');
    }

    private void look(Field field, Type type) {
        Class<?> declaring = field.getDeclaringClass();
        Type owner = type;
        while (GenericTypes.raw(owner) != declaring) {
            owner = GenericTypes.resolved(GenericTypes.raw(owner).getGenericSuperclass(), owner);
        }
        text.append(field.getName()).append(':');
        look(field.getGenericType(), owner, declaring.getName() + "." + field.getName());
        text.append(';');
    }

    /** Returns a subtype with the type arguments of its supertype, if it has as many. */
    private static Type specialised(Class<?> subtype, Type type) {
        TypeVariable<?>[] parameters = subtype.getTypeParameters();
        return type instanceof ParameterizedType parameterized
                        && parameters.length == parameterized.getActualTypeArguments().length
                ? GenericTypes.parameterized(subtype, parameterized.getActualTypeArguments())
                : subtype;
    }
}
