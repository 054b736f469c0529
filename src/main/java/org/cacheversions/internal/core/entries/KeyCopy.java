package org.cacheversions.internal.core.entries;

import java.lang.reflect.Array;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * Copies a key before its method runs, with the objects of the application's classes in it: one that changes while its
 * hash code stays the same, as that of many entities does, would otherwise be found under its new content. An object
 * stays itself if it can't be copied, or if its copy is not equal to it.
 */
final class KeyCopy {

    /** Parts beyond these are shared with the original. */
    private static final int MOST_OBJECTS = 100;

    private static final int DEPTH = 16;

    /** Copies by their originals, which may refer to each other. */
    private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();

    private boolean own;

    private KeyCopy() {}

    /** Returns an equal key that does not change with the arguments, as far as they can be copied. */
    static EntryKey of(EntryKey key) {
        Object content = key.content();
        try {
            if (content == null || !holdsOwn(content)) {
                return key.detached();
            }
            EntryKey copied = EntryKey.of(new KeyCopy().copy(content, 0));
            return copied.equals(key) && key.equals(copied) ? copied : key.detached();
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            return key.detached(); // a part is in use by another thread, or one of its methods has failed
        }
    }

    /** Returns whether a part of a key is an object of an application's class that may change. */
    static boolean holdsOwn(Object content) {
        KeyCopy search = new KeyCopy();
        search.look(content, 0);
        return search.own;
    }

    private void look(@Nullable Object value, int depth) {
        if (value == null || own || depth > DEPTH) {
            return;
        }
        switch (KeyContent.kind(value.getClass())) {
            case KeyContent.OWN -> own = true;
            case KeyContent.ARRAY -> {
                if (value instanceof Object[] elements) {
                    for (Object element : elements) {
                        look(element, depth + 1);
                    }
                }
            }
            case KeyContent.LIST, KeyContent.SET -> {
                own |= isOwn(value);
                ((Collection<?>) value).forEach(element -> look(element, depth + 1));
            }
            case KeyContent.MAP -> {
                own |= isOwn(value);
                ((Map<?, ?>) value).forEach((key, element) -> {
                    look(key, depth + 1);
                    look(element, depth + 1);
                });
            }
            case KeyContent.OPTIONAL -> look(((Optional<?>) value).orElse(null), depth + 1);
            case KeyContent.MAP_ENTRY -> {
                look(((Map.Entry<?, ?>) value).getKey(), depth + 1);
                look(((Map.Entry<?, ?>) value).getValue(), depth + 1);
            }
            case KeyContent.RECORD -> {
                RecordShape shape = RecordShape.of(value.getClass());
                if (shape != null) {
                    for (Object component : shape.components(value)) {
                        look(component, depth + 1);
                    }
                }
            }
            default -> {}
        }
    }

    /** Returns whether a collection is of a class that may have more content than its elements. */
    private static boolean isOwn(Object collection) {
        return !collection.getClass().getName().startsWith("java.");
    }

    private @Nullable Object copy(@Nullable Object value, int depth) {
        if (value == null || depth > DEPTH) {
            return value;
        }
        int kind = KeyContent.kind(value.getClass());
        return switch (kind) {
            case KeyContent.OWN -> own(value, depth);
            case KeyContent.CLONED -> KeyContent.cloned(value);
            case KeyContent.ARRAY -> array(value, depth);
            case KeyContent.LIST, KeyContent.SET, KeyContent.MAP ->
                isOwn(value) ? ownCollection(value, depth) : collection(value, depth);
            case KeyContent.OPTIONAL -> Optional.ofNullable(copy(((Optional<?>) value).orElse(null), depth + 1));
            case KeyContent.MAP_ENTRY -> {
                Map.Entry<?, ?> entry = (Map.Entry<?, ?>) value;
                yield new AbstractMap.SimpleImmutableEntry<>(
                        copy(entry.getKey(), depth + 1), copy(entry.getValue(), depth + 1));
            }
            case KeyContent.RECORD -> record(value, depth);
            default -> value;
        };
    }

    private Object array(Object array, int depth) {
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        if (copy instanceof Object[] elements) {
            for (int i = 0; i < length; i++) {
                Object element = copy(elements[i], depth + 1);
                if (elements.getClass().getComponentType().isInstance(element)) {
                    elements[i] = element;
                }
            }
        }
        return copy;
    }

    private Object collection(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(copy(key, depth + 1), copy(element, depth + 1)));
            return copy;
        }
        Collection<@Nullable Object> copy = value instanceof Set ? new LinkedHashSet<>() : new ArrayList<>();
        ((Collection<?>) value).forEach(element -> copy.add(copy(element, depth + 1)));
        return copy;
    }

    private Object record(Object value, int depth) {
        RecordShape shape = RecordShape.of(value.getClass());
        if (shape == null) {
            return value;
        }
        @Nullable Object[] components = shape.components(value);
        for (int i = 0; i < components.length; i++) {
            components[i] = copy(components[i], depth + 1);
        }
        try {
            return shape.create(components);
        } catch (UnkeptKeyException e) {
            return value; // a component has another type, such as that of a linked list
        }
    }

    private Object ownCollection(Object value, int depth) {
        if (value instanceof Cloneable) {
            try {
                return equal(value, value.getClass().getMethod("clone").invoke(value));
            } catch (ReflectiveOperationException | SecurityException e) {
                return value;
            }
        }
        return own(value, depth);
    }

    private Object own(Object value, int depth) {
        Object known = copies.get(value);
        if (known != null) {
            return known;
        }
        OwnShape shape = OwnShape.of(value.getClass());
        if (shape == null || copies.size() >= MOST_OBJECTS) {
            return value;
        }
        boolean outermost = copies.isEmpty();
        try {
            Object copy = shape.empty();
            copies.put(value, copy);
            shape.fill(copy, value, part -> copy(part, depth + 1));
            // within an object, a part may be equal only once the whole is filled
            return outermost ? equal(value, copy) : copy;
        } catch (ReflectiveOperationException e) {
            return value;
        } finally {
            if (outermost) {
                copies.clear();
            }
        }
    }

    private static Object equal(Object value, @Nullable Object copy) {
        return copy != null
                        && copy.getClass() == value.getClass()
                        && copy.equals(value)
                        && value.equals(copy)
                        && Objects.hashCode(copy) == value.hashCode()
                ? copy
                : value;
    }
}
