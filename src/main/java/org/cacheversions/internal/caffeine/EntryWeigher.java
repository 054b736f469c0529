package org.cacheversions.internal.caffeine;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the weight of an entry: 1, and 1 more for every 16 elements or 64 characters. Elements are not weighed
 * themselves, since weighing must not cost more than loading.
 */
final class EntryWeigher {

    private static final int ELEMENTS = 16;
    private static final int CHARACTERS = 64;

    private EntryWeigher() {}

    static int weigh(EntryKey key, CachedValue entry) {
        return 1 + of(entry.value()) + of(key.content());
    }

    private static int of(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return text.length() / CHARACTERS;
        }
        if (value instanceof Collection<?> elements) {
            return elements.size() / ELEMENTS;
        }
        if (value instanceof Map<?, ?> map) {
            return map.size() / ELEMENTS;
        }
        if (value instanceof byte[] bytes) {
            return bytes.length / CHARACTERS;
        }
        if (value instanceof Optional<?> optional) {
            return of(optional.orElse(null));
        }
        return value != null && value.getClass().isArray() ? Array.getLength(value) / ELEMENTS : 0;
    }
}
