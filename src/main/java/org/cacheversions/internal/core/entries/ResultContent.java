package org.cacheversions.internal.core.entries;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.cacheversions.internal.core.support.PerClass;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what callers can't share in a result whose declared type did not show it: in containers of the JDK, in
 * records, and in the fields of other classes that are declared as such a type or as {@code Object}. Reads nothing that
 * may be loaded lazily.
 */
public final class ResultContent {

    private static final int MOST_ELEMENTS = 16;
    private static final int DEPTH = 4;

    // numbers, since a constant of an enum would keep the class loader of the application reachable from the JDK's
    // classes
    private static final int SHAREABLE = 0;
    private static final int USED_ONCE = 1;
    private static final int STAGE = 2;

    private static final PerClass<Integer> KIND = new PerClass<>(ResultContent::kindOf);
    private static final PerClass<List<Field>> OPEN_FIELDS = new PerClass<>(ResultContent::openFieldsOf);

    private ResultContent() {}

    /** Returns the class that prevents sharing a result, or {@code null}. Checks some elements of a collection. */
    public static @Nullable Class<?> unshareableIn(@Nullable Object result) {
        return find(result, false, 0);
    }

    private static @Nullable Class<?> find(@Nullable Object result, boolean nested, int depth) {
        if (result == null || depth > DEPTH) {
            return null;
        }
        Class<?> type = result.getClass();
        switch (KIND.get(type)) {
            case USED_ONCE -> {
                return type;
            }
            case STAGE -> {
                return nested ? type : null;
            }
            default -> {}
        }
        return findIn(partsOf(result, type), depth + 1);
    }

    private static @Nullable Class<?> findIn(Collection<?> parts, int depth) {
        try {
            Iterator<?> each = parts.iterator();
            for (int i = 0; i < MOST_ELEMENTS && each.hasNext(); i++) {
                Class<?> found = find(each.next(), true, depth);
                if (found != null) {
                    return found;
                }
            }
        } catch (RuntimeException e) {
            // a thread is changing it
        }
        return null;
    }

    private static Collection<?> partsOf(Object result, Class<?> type) {
        if (result instanceof Object[] elements) {
            return Arrays.asList(elements);
        }
        if (type.getName().startsWith("java.util.")) { // others may be loaded lazily
            if (result instanceof Optional<?> optional) {
                return Arrays.asList(optional.orElse(null));
            }
            if (result instanceof AtomicReference<?> reference) {
                return Arrays.asList(reference.get());
            }
            if (result instanceof Map.Entry<?, ?> entry) {
                return Arrays.asList(entry.getKey(), entry.getValue());
            }
            if (result instanceof Map<?, ?> map) {
                return map.entrySet();
            }
            return result instanceof Collection<?> collection ? collection : List.of();
        }
        return OPEN_FIELDS.get(type).stream()
                .map(field -> valueOf(field, result))
                .toList();
    }

    private static @Nullable Object valueOf(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // it was made accessible
        }
    }

    private static int kindOf(Class<?> type) {
        if (CompletionStage.class.isAssignableFrom(type) && !ResultTypes.isSingleUse(type)) {
            return STAGE;
        }
        return ResultTypes.unshareablePart(type) != null || holdsSingleUse(type) ? USED_ONCE : SHAREABLE;
    }

    /** An object that can be closed owns what its fields hold, and may be made for many callers. */
    private static boolean holdsSingleUse(Class<?> type) {
        return !AutoCloseable.class.isAssignableFrom(type)
                && fieldsOf(type).anyMatch(field -> ResultTypes.isSingleUse(field.getType()));
    }

    private static List<Field> openFieldsOf(Class<?> type) {
        List<Field> open = fieldsOf(type)
                .filter(field -> type.isRecord()
                        ? !field.getType().isPrimitive() && field.getType() != String.class
                        : field.getType() == Object.class)
                .toList();
        try {
            open.forEach(field -> field.setAccessible(true));
            return open;
        } catch (InaccessibleObjectException e) {
            return List.of();
        }
    }

    /** Returns the fields of a class of an application, those of its superclasses included. */
    private static Stream<Field> fieldsOf(Class<?> type) {
        return Stream.<Class<?>>iterate(type, part -> part != null && !isOfPlatform(part), Class::getSuperclass)
                .flatMap(part -> Arrays.stream(part.getDeclaredFields()))
                .filter(field -> !Modifier.isStatic(field.getModifiers())
                        && !Modifier.isTransient(field.getModifiers())
                        && !field.isSynthetic());
    }

    private static boolean isOfPlatform(Class<?> type) {
        return type.isArray()
                || Stream.of("java.", "javax.", "jakarta.", "jdk.", "sun.", "com.sun.")
                        .anyMatch(type.getName()::startsWith);
    }
}
