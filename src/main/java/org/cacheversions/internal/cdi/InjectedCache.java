package org.cacheversions.internal.cdi;

import java.io.Serializable;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.cacheversions.Cache;
import org.cacheversions.internal.core.call.CachedCall;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.spi.CachedValue;
import org.jspecify.annotations.Nullable;

/** An injected cache. After deserialisation, maybe on another node, it finds the runtime again. Thread-safe. */
final class InjectedCache implements Cache, Serializable {

    private static final long serialVersionUID = 1L;
    private static final Object[] NONE = {};

    private final TreeSet<String> caches;
    private final Serializable type;
    private final Object[] scope;
    private transient volatile @Nullable Part part;

    /**
     * What the cache needs of the node.
     *
     * @param calls looks up and stores entries
     * @param method the options of the entries and the caches that they depend on
     * @param enabled whether caching is enabled
     * @param runtime finds the same for another type of values
     */
    private record Part(CachedCall calls, CachedMethod method, boolean enabled, CacheRuntime runtime) {}

    InjectedCache(CacheRuntime runtime, SortedSet<String> caches) {
        this(runtime, caches, Object.class, NONE);
    }

    private InjectedCache(CacheRuntime runtime, SortedSet<String> caches, Serializable type, Object[] scope) {
        this.caches = new TreeSet<>(caches);
        this.type = type;
        this.scope = scope;
        this.part = part(runtime);
    }

    private Part part(CacheRuntime runtime) {
        return new Part(
                runtime.engine().calls(),
                runtime.injectedCache(caches, (Type) type, scope.length),
                runtime.isEnabled(),
                runtime);
    }

    private Part part() {
        Part known = part;
        if (known == null) {
            known = part(CacheRuntime.current());
            part = known;
        }
        return known;
    }

    @Override
    public Cache of(Class<?> values) {
        return of((Type) values);
    }

    @Override
    public Cache of(Type values) {
        return new InjectedCache(part().runtime(), caches, DeclaredType.of(values), scope);
    }

    @Override
    public Cache scope(Object first, Object... others) {
        Object[] components = new Object[others.length + 1];
        components[0] = first;
        System.arraycopy(others, 0, components, 1, others.length);
        // by their texts, since a record need not be serialisable
        List<String> texts = part().runtime().scope(caches, components);
        return new InjectedCache(part().runtime(), caches, type, texts.toArray());
    }

    private @Nullable Object[] arguments(Object key) {
        @Nullable Object[] arguments = new @Nullable Object[scope.length + 1];
        arguments[0] = key;
        System.arraycopy(scope, 0, arguments, 1, scope.length);
        return arguments;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // the entry is what a loader of this key returned
    public <V extends @Nullable Object> V get(Object key, Supplier<V> loader) {
        Part known = part();
        if (!known.enabled()) {
            return loader.get();
        }
        try {
            return (V) known.calls().call(known.method(), arguments(key), loader::get);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the loader threw a checked exception", e);
        }
    }

    @Override
    public <V> Optional<V> getIfPresent(Object key, Class<V> expected) {
        Part known = part();
        CachedValue found = known.enabled() ? known.calls().find(known.method(), arguments(key)) : null;
        return found != null && expected.isInstance(found.value())
                ? Optional.of(expected.cast(found.value()))
                : Optional.empty();
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        Part known = part();
        if (known.enabled()) {
            known.calls().put(known.method(), value, arguments(key));
        }
    }
}
