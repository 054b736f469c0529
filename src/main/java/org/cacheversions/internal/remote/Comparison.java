package org.cacheversions.internal.remote;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.WeakHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.stream.Stream;
import org.cacheversions.internal.core.support.PerClass;
import org.jspecify.annotations.Nullable;

/**
 * Compares a value with its decoded copy field by field, since {@code equals} may leave something out. Lists must have
 * the same order. Sets and maps need not, since a class may copy them into ones that iterate in an order of their own.
 */
public final class Comparison {

    private static final PerClass<List<Field>> FIELDS = new PerClass<>(type -> {
        List<Field> fields = fields(type);
        fields.forEach(field -> field.setAccessible(true));
        return fields;
    });

    /** Fields that no codec writes; those whose names begin like this were added by a library, for itself. */
    private static final PerClass<List<Field>> TRANSIENT = new PerClass<>(type -> {
        List<Field> fields = fieldsOf(type)
                .filter(field -> Modifier.isTransient(field.getModifiers())
                        && !JdkTypes.isOfPlatform(field.getDeclaringClass())
                        && !field.getName().startsWith("$")
                        && !field.getName().startsWith("_persistence_"))
                .toList();
        fields.forEach(field -> field.setAccessible(true));
        return fields;
    });

    /** Classes that add fields to a list, set or map of the JDK. Those of a persistence provider only wrap one. */
    private static final PerClass<Boolean> MORE_THAN_ELEMENTS = new PerClass<>(Comparison::isMoreThanElements);

    /** What was compared already, or is being compared: objects may refer to each other. */
    private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();

    private final List<Object> compared = new ArrayList<>();

    private Comparison() {}

    /** Throws {@link IllegalArgumentException} if a copy differs from the value, transient fields included. */
    public static void requireSame(@Nullable Object value, @Nullable Object copy) {
        if (!new Comparison().isSame(value, copy)) {
            throw new IllegalArgumentException("what is read differs from what was written");
        }
    }

    /** Returns the fields that make up the state of an object, those of its superclasses included. */
    public static List<Field> fields(Class<?> type) {
        return fieldsOf(type)
                .filter(field -> !Modifier.isTransient(field.getModifiers()))
                .toList();
    }

    private static Stream<Field> fieldsOf(Class<?> type) {
        return Stream.<Class<?>>iterate(type, part -> part != null, Class::getSuperclass)
                .flatMap(part -> Arrays.stream(part.getDeclaredFields()))
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic());
    }

    /** Returns the same fields, made accessible. */
    static List<Field> accessible(Class<?> type) {
        return FIELDS.get(type);
    }

    private boolean isSame(@Nullable Object value, @Nullable Object copy) {
        if (value == copy) {
            return true;
        }
        if (value == null || copy == null) {
            return false;
        }
        if (value instanceof Optional<?> one && copy instanceof Optional<?> other) {
            return isSame(one.orElse(null), other.orElse(null));
        }
        boolean container = value instanceof Collection<?> || value instanceof Map<?, ?>;
        Class<?> type = value.getClass();
        if (!container && type != copy.getClass()) {
            return false;
        }
        if (!container && !type.isArray() && (JdkTypes.isOfPlatform(type) || value instanceof Enum<?>)) {
            return value.equals(copy);
        }
        Object before = copies.putIfAbsent(value, copy);
        if (before == null) {
            compared.add(value);
        }
        return before == copy || hasSameContent(value, copy);
    }

    private boolean hasSameContent(Object value, Object copy) {
        if (hasOwnOrder(value) || hasOwnOrder(copy) || MORE_THAN_ELEMENTS.get(value.getClass())) {
            return false;
        }
        if (value instanceof Set<?> one && copy instanceof Set<?> other) {
            return isSame(comparator(one), comparator(other)) && areSame(one, other) && findSame(one, other);
        }
        if (value instanceof Collection<?> one && copy instanceof Collection<?> other) {
            return areSameInOrder(one, other);
        }
        if (value instanceof Map<?, ?> one && copy instanceof Map<?, ?> other) {
            return isSame(comparator(one), comparator(other))
                    && areSame(one.keySet(), other.keySet())
                    && haveSameValues(one, other)
                    && findSame(one.keySet(), other.keySet());
        }
        if (value.getClass() != copy.getClass()) {
            return false;
        }
        if (value.getClass().isArray()) {
            return areSameInOrder(elements(value), elements(copy));
        }
        return haveSame(accessible(value.getClass()), value, copy)
                && haveSame(TRANSIENT.get(value.getClass()), value, copy);
    }

    private boolean haveSame(List<Field> fields, Object value, Object copy) {
        for (Field field : fields) {
            if (!isSame(get(field, value), get(field, copy))) {
                return false;
            }
        }
        return true;
    }

    private boolean areSameInOrder(Collection<?> values, Collection<?> copies) {
        Iterator<?> others = copies.iterator();
        for (Object value : values) {
            if (!others.hasNext() || !isSame(value, others.next())) {
                return false;
            }
        }
        return !others.hasNext();
    }

    /** Compares elements in their order, since they may have no {@code equals}, or else those that are equal. */
    private boolean areSame(Set<?> values, Set<?> copies) {
        int mark = compared.size();
        if (areSameInOrder(values, copies)) {
            return true;
        }
        while (compared.size() > mark) {
            this.copies.remove(compared.remove(compared.size() - 1));
        }
        return haveSameValues(identity(values), identity(copies));
    }

    private boolean haveSameValues(Map<?, ?> values, Map<?, ?> copies) {
        return values.size() == copies.size()
                && values.entrySet().stream().allMatch(entry -> isSame(entry.getValue(), copies.get(entry.getKey())));
    }

    private static boolean isMoreThanElements(Class<?> type) {
        if (!(Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type))
                || type.getName().startsWith("org.eclipse.persistence.indirection.")) {
            return false;
        }
        boolean fields = false;
        Class<?> level = type;
        for (; !JdkTypes.isOfPlatform(level); level = level.getSuperclass()) {
            fields |= Arrays.stream(level.getDeclaredFields())
                    .anyMatch(field -> !Modifier.isStatic(field.getModifiers()));
        }
        // an abstract class leaves it to the fields to hold the elements
        return fields && level != Object.class && !Modifier.isAbstract(level.getModifiers());
    }

    /** Returns whether a container follows a rule beyond its interface, such as an order, which a copy would lose. */
    static boolean hasOwnOrder(Object container) {
        return container instanceof PriorityQueue<?>
                || container instanceof PriorityBlockingQueue<?>
                || container instanceof DelayQueue<?>
                || container instanceof IdentityHashMap<?, ?>
                || container instanceof WeakHashMap<?, ?>;
    }

    /** Returns whether both sets ignore the case of texts, or neither does. A wrapper may hide their comparators. */
    private static boolean findSame(Set<?> values, Set<?> copies) {
        for (Object value : values) {
            if (value instanceof String text
                    && (values.contains(text.toUpperCase(Locale.ROOT)) != copies.contains(text.toUpperCase(Locale.ROOT))
                            || values.contains(text.toLowerCase(Locale.ROOT))
                                    != copies.contains(text.toLowerCase(Locale.ROOT)))) {
                return false;
            }
        }
        return true;
    }

    private static Map<@Nullable Object, @Nullable Object> identity(Set<?> elements) {
        Map<@Nullable Object, @Nullable Object> identity = new HashMap<>();
        elements.forEach(element -> identity.put(element, element));
        return identity;
    }

    private static List<@Nullable Object> elements(Object array) {
        return new AbstractList<>() {
            @Override
            public @Nullable Object get(int index) {
                return Array.get(array, index);
            }

            @Override
            public int size() {
                return Array.getLength(array);
            }
        };
    }

    /** Returns the comparator, which decides what is found in a container: it may ignore case, for example. */
    private static @Nullable Comparator<?> comparator(Object container) {
        Comparator<?> comparator = container instanceof SortedSet<?> set
                ? set.comparator()
                : container instanceof SortedMap<?, ?> map ? map.comparator() : null;
        return comparator == Comparator.naturalOrder() ? null : comparator;
    }

    static @Nullable Object get(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
