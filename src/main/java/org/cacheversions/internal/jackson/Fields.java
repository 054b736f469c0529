package org.cacheversions.internal.jackson;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What an object holds. */
final class Fields {

    private Fields() {}

    /** Answers the fields of a class and of those that it extends, but for static and transient ones. */
    static List<Field> of(Class<?> type) {
        return Stream.<Class<?>>iterate(type, part -> part != null, Class::getSuperclass)
                .flatMap(part -> Arrays.stream(part.getDeclaredFields()))
                .filter(field -> !Modifier.isStatic(field.getModifiers())
                        && !Modifier.isTransient(field.getModifiers())
                        && !field.isSynthetic())
                .toList();
    }
}
