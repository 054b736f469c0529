package org.cacheversions.internal.core.support;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Values of objects, which are compared by identity and do not stay reachable. Thread-safe. */
public final class WeakIdentities<V> {

    private final Map<Key, V> values = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();

    /** Sets the value of an object and returns the previous one, or {@code null}. */
    @Nullable
    public V put(Object object, V value) {
        for (Reference<?> gone = unreachable.poll(); gone != null; gone = unreachable.poll()) {
            values.remove(gone);
        }
        return values.put(new Key(object, unreachable), value);
    }

    /** Returns the value of an object, or {@code null}. */
    @Nullable
    public V get(Object object) {
        return values.get(new Key(object, null));
    }

    int size() {
        return values.size();
    }

    private static final class Key extends WeakReference<Object> {

        private final int hash;

        Key(Object object, @Nullable ReferenceQueue<Object> unreachable) {
            super(object, unreachable);
            this.hash = System.identityHashCode(object);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            Object object = get();
            return this == other || (object != null && other instanceof Key that && that.get() == object);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
