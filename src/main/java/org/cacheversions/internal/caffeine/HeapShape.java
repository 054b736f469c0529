package org.cacheversions.internal.caffeine;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cacheversions.internal.core.support.PerClass;

/**
 * The layout of objects of a class on the heap.
 *
 * @param kind how the estimate continues
 * @param bytes the size of an object without what it refers to, or of one element in a collection or map
 * @param fields the references to follow, all accessible
 */
record HeapShape(Kind kind, int bytes, List<Field> fields) {

    private enum Kind {
        LEAF,
        CONTAINER,
        FIELDS
    }

    static final int REFERENCE = 4;

    private static final int HEADER = 12;
    private static final int LIST_ELEMENT = 6;
    private static final int ELEMENT = 44;

    /** The library of the persistence provider holds sessions, which are not part of a value. */
    private static final List<String> PROVIDERS = List.of("org.hibernate.", "org.eclipse.persistence.");

    private static final PerClass<HeapShape> SHAPES = new PerClass<>(HeapShape::shape);

    static HeapShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    boolean isLeaf() {
        return kind == Kind.LEAF;
    }

    boolean isFields() {
        return kind == Kind.FIELDS;
    }

    private static HeapShape shape(Class<?> type) {
        if (type.isEnum()
                || (type.getSuperclass() != null && type.getSuperclass().isEnum())
                || type == Class.class) {
            return leaf(0); // shared by all
        }
        if (!type.getName().startsWith("java.")) {
            return ofFields(type);
        }
        if (Collection.class.isAssignableFrom(type)) {
            return new HeapShape(Kind.CONTAINER, List.class.isAssignableFrom(type) ? LIST_ELEMENT : ELEMENT, List.of());
        }
        if (Map.class.isAssignableFrom(type)) {
            return new HeapShape(Kind.CONTAINER, ELEMENT, List.of());
        }
        if (type == Optional.class) {
            return new HeapShape(Kind.CONTAINER, 16, List.of());
        }
        if (type == BigDecimal.class || type == BigInteger.class) {
            return leaf(104);
        }
        return leaf(type.getName().startsWith("java.lang.") ? 20 : 48);
    }

    private static HeapShape leaf(int bytes) {
        return new HeapShape(Kind.LEAF, bytes, List.of());
    }

    private static HeapShape ofFields(Class<?> type) {
        boolean ofProvider = isOfProvider(type);
        int bytes = HEADER;
        List<Field> references = new ArrayList<>();
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    bytes += bytes(field.getType());
                    if (isFollowed(field, ofProvider) && isAccessible(field)) {
                        references.add(field);
                    }
                }
            }
        }
        return new HeapShape(Kind.FIELDS, (bytes + 7) & ~7, List.copyOf(references));
    }

    private static boolean isFollowed(Field field, boolean ofProvider) {
        Class<?> type = field.getType();
        return !type.isPrimitive()
                && !isOfProvider(type)
                && (!ofProvider || Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type));
    }

    private static boolean isOfProvider(Class<?> type) {
        return PROVIDERS.stream().anyMatch(type.getName()::startsWith);
    }

    private static boolean isAccessible(Field field) {
        try {
            field.setAccessible(true);
            return true;
        } catch (InaccessibleObjectException | SecurityException e) {
            return false;
        }
    }

    /** Returns the size of a variable of a type. */
    static int bytes(Class<?> type) {
        if (type == long.class || type == double.class) {
            return 8;
        }
        if (type == int.class || type == float.class || !type.isPrimitive()) {
            return REFERENCE;
        }
        return type == short.class || type == char.class ? 2 : 1;
    }
}
