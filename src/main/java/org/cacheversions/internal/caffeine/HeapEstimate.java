package org.cacheversions.internal.caffeine;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the size of objects on the heap of a 64-bit JVM with compressed references. It examines only some
 * elements of a large collection, map or array, and only the first objects of a graph, so that an estimate takes a few
 * microseconds. An object that is reached twice counts once. Used by one thread.
 */
final class HeapEstimate {

    private static final int SAMPLE = 16;
    private static final int MOST_OBJECTS = 256;
    private static final int MOST_CHARACTERS_LOOKED_AT = 32;
    private static final int DEEPEST = 12;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private int left = MOST_OBJECTS;

    /** Returns the estimated number of bytes of a value and of what it refers to. */
    long of(@Nullable Object value) {
        return of(value, 0);
    }

    private long of(@Nullable Object value, int depth) {
        if (value == null || left <= 0 || depth > DEEPEST) {
            return 0;
        }
        left--;
        if (value instanceof String text) {
            return 24 + array(text.length(), isLatin(text) ? 1 : 2);
        }
        Class<?> type = value.getClass();
        if (type.isArray()) {
            return ofArray(value, type.getComponentType(), depth);
        }
        if (value instanceof CompletableFuture<?> stage && stage.isDone() && !stage.isCompletedExceptionally()) {
            return 24 + of(stage.join(), depth + 1);
        }
        HeapShape shape = HeapShape.of(type);
        if (shape.isLeaf()) {
            return shape.bytes();
        }
        if (!seen.add(value)) {
            return 0;
        }
        try {
            if (shape.isFields()) {
                return ofFields(value, shape, depth);
            }
            if (value instanceof Collection<?> elements) {
                return 24 + (long) shape.bytes() * elements.size() + sampled(elements, elements.size(), depth);
            }
            if (value instanceof Map<?, ?> map) {
                return 56
                        + (long) shape.bytes() * map.size()
                        + sampled(map.keySet(), map.size(), depth)
                        + sampled(map.values(), map.size(), depth);
            }
            return value instanceof Optional<?> optional ? 16 + of(optional.orElse(null), depth + 1) : shape.bytes();
        } catch (RuntimeException | LinkageError e) {
            return shape.bytes(); // a view whose origin is gone, for example
        }
    }

    private static boolean isLatin(String text) {
        for (int i = Math.min(text.length(), MOST_CHARACTERS_LOOKED_AT) - 1; i >= 0; i--) {
            if (text.charAt(i) > 0xff) {
                return false;
            }
        }
        return true;
    }

    private static long array(int length, int element) {
        return (16 + (long) length * element + 7) & ~7;
    }

    private long ofArray(Object value, Class<?> component, int depth) {
        int length = Array.getLength(value);
        if (component.isPrimitive()) {
            return array(length, HeapShape.bytes(component));
        }
        if (!seen.add(value)) {
            return 0;
        }
        long elements = 0;
        int looked = 0;
        int step = Math.max(1, length / SAMPLE);
        for (int i = 0; i < length && left > 0; i += step) {
            elements += of(Array.get(value, i), depth + 1);
            looked++;
        }
        return array(length, HeapShape.REFERENCE) + scaled(elements, looked, length);
    }

    private long sampled(Collection<?> elements, int size, int depth) {
        long bytes = 0;
        int looked = 0;
        for (Iterator<?> all = elements.iterator(); looked < SAMPLE && left > 0 && all.hasNext(); looked++) {
            bytes += of(all.next(), depth + 1);
        }
        return scaled(bytes, looked, size);
    }

    private static long scaled(long bytes, int looked, int size) {
        return looked == 0 ? 0 : (long) ((double) bytes / looked * size);
    }

    private long ofFields(Object value, HeapShape shape, int depth) {
        long bytes = shape.bytes();
        for (var field : shape.fields()) {
            try {
                bytes += of(field.get(value), depth + 1);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e); // made accessible by the shape
            }
        }
        return bytes;
    }
}
