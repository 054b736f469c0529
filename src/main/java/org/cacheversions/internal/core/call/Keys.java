package org.cacheversions.internal.core.call;

import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.UnkeptKeyException;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/** Makes the keys of calls, and reports arguments that prevent one, once per method and class. Thread-safe. */
final class Keys {

    private final Warnings warnings;

    Keys(Warnings warnings) {
        this.warnings = warnings;
    }

    /** Returns the key of a call, or {@code null} if the call must bypass the store. */
    @Nullable
    EntryKey of(CachedMethod method, @Nullable Object[] arguments) {
        try {
            return method.key(arguments);
        } catch (UnkeptKeyException e) {
            warnings.once(
                    switch (e.reason()) {
                        case PROXY -> CallMessages.proxyAsKey(method.id(), e.types());
                        case IDENTITY -> CallMessages.keyWithoutEquals(method.id(), e.types());
                        case FAILED -> CallMessages.keyFailed(method.id(), e.types());
                    });
            return null;
        }
    }

    /** Returns whether a key that was looked up can be compared with others. */
    boolean isComparable(CachedMethod method, EntryKey key) {
        if (key.isIncomparable()) {
            warnings.once(CallMessages.keyFailed(method.id(), "unknown, since equals has thrown an exception"));
        }
        return !key.isIncomparable();
    }
}
