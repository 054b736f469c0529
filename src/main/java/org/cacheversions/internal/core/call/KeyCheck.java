package org.cacheversions.internal.core.call;

import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/** Warns of arguments that compare by identity, once per method and class. Thread-safe. */
final class KeyCheck {

    private final ConcurrentHashMap<Class<?>, Boolean> comparesByIdentity = new ConcurrentHashMap<>();
    private final Warnings warnings;

    KeyCheck(Warnings warnings) {
        this.warnings = warnings;
    }

    void check(CachedMethod method, EntryKey key) {
        Object content = key.content();
        if (content instanceof Object[] several) {
            for (Object element : several) {
                checkOne(method, element);
            }
        } else {
            checkOne(method, content);
        }
    }

    private void checkOne(CachedMethod method, @Nullable Object argument) {
        if (argument != null && comparesByIdentity.computeIfAbsent(argument.getClass(), KeyCheck::byIdentity)) {
            warnings.once(CallMessages.keyWithoutEquals(method.id(), argument.getClass()));
        }
    }

    private static boolean byIdentity(Class<?> type) {
        if (type.isEnum() || type.isArray() || type == Class.class) {
            return false;
        }
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() == Object.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
