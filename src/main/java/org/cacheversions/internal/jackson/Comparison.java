package org.cacheversions.internal.jackson;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.internal.remote.JdkTypes;
import org.jspecify.annotations.Nullable;

/**
 * Compares values field by field, since a class's own idea of equality may leave something out. Lists have to have the
 * same order; sets and maps need not, since a class may copy them into such as iterate in an order of their own. Safe
 * for use by many threads.
 */
final class Comparison {

    private final Map<Class<?>, List<Field>> fields = new ConcurrentHashMap<>();

    boolean isSame(@Nullable Object written, @Nullable Object read) {
        if (written == read) {
            return true;
        }
        if (written == null || read == null) {
            return false;
        }
        if (written instanceof Optional<?> one && read instanceof Optional<?> other) {
            return isSame(one.orElse(null), other.orElse(null));
        }
        if (written instanceof Set<?> one && read instanceof Set<?> other) {
            return !isSortedByOwn(one) && (areSame(one, other) || haveSame(identity(one), identity(other)));
        }
        if (written instanceof Collection<?> one && read instanceof Collection<?> other) {
            return areSame(one, other);
        }
        if (written instanceof Map<?, ?> one && read instanceof Map<?, ?> other) {
            return !isSortedByOwn(one)
                    && (areSame(one.keySet(), other.keySet())
                            ? areSame(one.values(), other.values())
                            : isSame(one.keySet(), other.keySet()) && haveSame(one, other));
        }
        if (written.getClass() != read.getClass()) {
            return false;
        }
        if (written.getClass().isArray()) {
            return isSameArray(written, read);
        }
        if (JdkTypes.isOfPlatform(written.getClass()) || written instanceof Enum<?>) {
            return written.equals(read);
        }
        return fieldsOf(written.getClass()).stream().allMatch(field -> isSame(get(field, written), get(field, read)));
    }

    private boolean areSame(Collection<?> written, Collection<?> read) {
        Iterator<?> others = read.iterator();
        for (Object one : written) {
            if (!others.hasNext() || !isSame(one, others.next())) {
                return false;
            }
        }
        return !others.hasNext();
    }

    private boolean haveSame(Map<?, ?> written, Map<?, ?> read) {
        return written.size() == read.size()
                && written.entrySet().stream().allMatch(entry -> isSame(entry.getValue(), read.get(entry.getKey())));
    }

    /** Finds what is equal to an element, to look whether it is the same. */
    private static Map<@Nullable Object, @Nullable Object> identity(Set<?> elements) {
        Map<@Nullable Object, @Nullable Object> identity = new HashMap<>();
        elements.forEach(element -> identity.put(element, element));
        return identity;
    }

    private boolean isSameArray(Object written, Object read) {
        if (written.getClass().getComponentType().isPrimitive()) {
            return Objects.deepEquals(written, read);
        }
        return areSame(Arrays.asList((@Nullable Object[]) written), Arrays.asList((@Nullable Object[]) read));
    }

    /** A comparator would not come back; one that ignores case, say, decides what is found in a map. */
    private static boolean isSortedByOwn(Object container) {
        Comparator<?> comparator = container instanceof SortedSet<?> set
                ? set.comparator()
                : container instanceof SortedMap<?, ?> map ? map.comparator() : null;
        return comparator != null && comparator != Comparator.naturalOrder();
    }

    private List<Field> fieldsOf(Class<?> type) {
        return fields.computeIfAbsent(type, key -> {
            List<Field> found = Fields.of(key);
            found.forEach(field -> field.setAccessible(true));
            return found;
        });
    }

    private static @Nullable Object get(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
