package org.cacheversions.internal.jsonb;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.cacheversions.internal.remote.JdkTypes;

/**
 * Looks through a type: writes down its shape, and finds what would not come back from JSON as it was. Used by one
 * thread.
 */
final class TypeShape {

    private final StringBuilder text = new StringBuilder();
    private final Set<Class<?>> seen = new HashSet<>();
    private boolean comparable = true;
    private boolean exact = true;
    private boolean sorted;
    private int depth;

    /** Looks through a type, or throws {@link IllegalArgumentException} that says what won't come back, and where. */
    TypeShape(Type type) {
        look(type, type.getTypeName());
    }

    /** Answers all that matters of the type: names, fields, their types, constants, subtypes. */
    String text() {
        return text.toString();
    }

    /** Tells whether two values are equal if all that they hold is. */
    boolean isComparable() {
        return comparable;
    }

    /** Tells whether two values hold the same if they are equal, in the same order. */
    boolean isExact() {
        return comparable && exact && !sorted;
    }

    /** Tells whether something is kept in an order of its own, which a comparator may have made. */
    boolean isSorted() {
        return sorted;
    }

    private void look(Type type, String place) {
        if (type instanceof Class<?> plain) {
            if (plain.getTypeParameters().length > 0) {
                throw refused(place, plain.getName() + " without type arguments");
            }
            lookAtClass(plain, place);
        } else if (type instanceof ParameterizedType parameterized) {
            Class<?> raw = (Class<?>) parameterized.getRawType();
            text.append('<');
            for (Type argument : parameterized.getActualTypeArguments()) {
                look(argument, place);
                text.append(',');
            }
            text.append('>');
            lookAtClass(raw, place);
        } else if (type instanceof GenericArrayType array) {
            text.append("[]");
            comparable = false;
            look(array.getGenericComponentType(), place);
        } else if (type instanceof TypeVariable<?> && depth > 0) {
            text.append(type.getTypeName()); // of a class, and looked at where that is named
        } else {
            throw refused(place, type.getTypeName() + ", which names no class");
        }
    }

    private void lookAtClass(Class<?> type, String place) {
        text.append(type.getName());
        if (type.isArray()) {
            comparable &= place.equals(type.getTypeName()); // an array itself is compared by what it holds
            look(type.getComponentType(), place);
        } else if (type.isEnum()) {
            if (seen.add(type)) {
                text.append(Arrays.toString(Arrays.stream(type.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name())
                        .toArray()));
            }
        } else if (Collection.class.isAssignableFrom(type)) {
            require(JdkTypes.isCollection(type), type, place);
            comparable &= List.class.isAssignableFrom(type) || Set.class.isAssignableFrom(type);
            sorted |= SortedSet.class.isAssignableFrom(type);
        } else if (Map.class.isAssignableFrom(type)) {
            require(JdkTypes.isMap(type), type, place);
            sorted |= SortedMap.class.isAssignableFrom(type);
        } else if (!type.isPrimitive()
                && !JdkTypes.isValue(type)
                && type != java.util.Optional.class
                && seen.add(type)) {
            require(!JdkTypes.isOfPlatform(type), type, place);
            lookInside(type, place);
        }
    }

    private void lookInside(Class<?> type, String place) {
        JsonbTypeInfo subtypes = type.getAnnotation(JsonbTypeInfo.class);
        if (subtypes != null) {
            text.append('(').append(subtypes.key());
            for (JsonbSubtype subtype : subtypes.value()) {
                text.append(' ').append(subtype.alias()).append('=');
                lookAtClass(subtype.type(), place);
            }
            text.append(')');
        }
        boolean open = type.isInterface() || Modifier.isAbstract(type.getModifiers());
        if (open && subtypes == null) {
            throw refused(place, type.getName() + ", of which only @JsonbTypeInfo could tell the subtypes");
        }
        exact &= type.isRecord();
        comparable &= open || hasOwnEquals(type);
        if (!open && !type.isRecord() && !isMadeByCreator(type) && !hasConstructor(type)) {
            throw refused(place, type.getName() + ", which has no public or protected constructor without parameters");
        }
        text.append('{');
        depth++;
        for (Class<?> part = type; part != null && part != Object.class && part != Record.class; ) {
            lookAtFields(part, type);
            if (part.getGenericSuperclass() instanceof ParameterizedType parent) {
                for (Type argument : parent.getActualTypeArguments()) {
                    look(argument, place);
                    text.append(',');
                }
            }
            part = part.getSuperclass();
        }
        depth--;
        text.append('}');
    }

    private void lookAtFields(Class<?> part, Class<?> type) {
        List<Field> fields = Arrays.stream(part.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers())
                        && !Modifier.isTransient(field.getModifiers())
                        && !field.isSynthetic())
                .sorted(Comparator.comparing(Field::getName))
                .toList();
        for (Field field : fields) {
            String place = part.getName() + "." + field.getName();
            if (field.isAnnotationPresent(JsonbTransient.class)) {
                throw refused(place, "a field with @JsonbTransient");
            }
            if (Modifier.isFinal(field.getModifiers()) && !type.isRecord() && !isMadeByCreator(type)) {
                throw refused(place, "a final field outside of a record");
            }
            text.append(field.getName()).append(':');
            look(field.getGenericType(), place);
            text.append(';');
        }
    }

    private static boolean isMadeByCreator(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                        .anyMatch(constructor -> constructor.isAnnotationPresent(JsonbCreator.class))
                || Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.isAnnotationPresent(JsonbCreator.class));
    }

    private static boolean hasConstructor(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .anyMatch(constructor -> constructor.getParameterCount() == 0
                        && (constructor.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0);
    }

    private static boolean hasOwnEquals(Class<?> type) {
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static void require(boolean met, Class<?> type, String place) {
        if (!met) {
            throw refused(place, type.getName());
        }
    }

    private static IllegalArgumentException refused(String place, String what) {
        return new IllegalArgumentException(place + " is or holds " + what);
    }
}
