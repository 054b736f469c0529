package org.cacheversions.internal.remote;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A digest of the content that {@link Differences} compares, which changes with it. It is valid in this JVM only.
 * Collections of a persistence provider count as unchanged, since reading them may load them. Used by one thread.
 */
public final class ContentDigest {

    private static final int MOST_OBJECTS = 10_000;
    private static final List<String> PROVIDERS = List.of("org.hibernate.", "org.eclipse.persistence.");

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private int left = MOST_OBJECTS;

    private ContentDigest() {}

    /** Returns the digest, or {@code null} if the value consists of many objects or can't be read. */
    public static @Nullable Long of(@Nullable Object value) {
        try {
            return new ContentDigest().add(value);
        } catch (RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    private long add(@Nullable Object value) {
        if (--left < 0) {
            throw new IllegalArgumentException("too many objects");
        }
        if (value == null) {
            return 0;
        }
        if (value instanceof Optional<?> optional) {
            return 1 + 31 * add(optional.orElse(null));
        }
        Class<?> type = value.getClass();
        boolean container = value instanceof Collection<?> || value instanceof Map<?, ?>;
        if (!container && !type.isArray() && (JdkTypes.isOfPlatform(type) || value instanceof Enum<?>)) {
            return Differences.isComparable(type) ? value.hashCode() : 1;
        }
        if (!seen.add(value) || PROVIDERS.stream().anyMatch(type.getName()::startsWith)) {
            return 1;
        }
        return type.isArray() ? addArray(value, type) : container ? addElements(value) : addFields(value, type);
    }

    private long addArray(Object array, Class<?> type) {
        if (type.getComponentType().isPrimitive()) {
            return Arrays.deepHashCode(new Object[] {array});
        }
        long sum = 7;
        for (int i = 0; i < Array.getLength(array); i++) {
            sum = 31 * sum + add(Array.get(array, i));
        }
        return sum;
    }

    /** Sets and maps may iterate in any order. */
    private long addElements(Object container) {
        long sum = 11;
        if (container instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                sum += scattered(31 * add(entry.getKey()) + add(entry.getValue()));
            }
        } else {
            for (Object element : (Collection<?>) container) {
                sum = container instanceof Set<?> ? sum + scattered(add(element)) : 31 * sum + add(element);
            }
        }
        return sum;
    }

    /** Mixes the bits: otherwise, different sets of small numbers often have the same sum. */
    private static long scattered(long number) {
        long mixed = (number ^ (number >>> 31)) * 0x9E37_79B9_7F4A_7C15L;
        return mixed ^ (mixed >>> 29);
    }

    private long addFields(Object owner, Class<?> type) {
        long sum = type.getName().hashCode();
        for (Field field : Comparison.accessible(type)) {
            sum = 31 * sum + add(Comparison.get(field, owner));
        }
        return sum;
    }
}
