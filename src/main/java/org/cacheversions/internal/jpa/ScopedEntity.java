package org.cacheversions.internal.jpa;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.support.WeakIdentities;
import org.cacheversions.internal.core.transaction.Targets;
import org.jspecify.annotations.Nullable;

/**
 * An entity type that names scopes by attributes: what they are, and what they were when an entity was last loaded or
 * written. Thread-safe.
 */
public final class ScopedEntity {

    /** By type, since a listener of the provider has no other way, and CDI is too slow for each entity that is loaded. */
    private static final Map<Class<?>, ScopedEntity> OPEN = new ConcurrentHashMap<>();

    /**
     * What one annotation names.
     *
     * @param attributes those that make up the scope; none for the whole caches
     * @param size the number of components in their values
     */
    record Named(List<String> caches, List<Function<Object, @Nullable Object>> attributes, int size) {}

    private final List<Named> all;
    private final WeakIdentities<List<List<Object>>> last = new WeakIdentities<>();

    ScopedEntity(List<Named> all) {
        this.all = all;
    }

    static void open(Map<Class<?>, ScopedEntity> types) {
        OPEN.putAll(types);
    }

    static void close(Map<Class<?>, ScopedEntity> types) {
        types.forEach(OPEN::remove);
    }

    /** Returns the type of this entity, or {@code null} if it names no scope. */
    public static @Nullable ScopedEntity of(Object entity) {
        return OPEN.get(entity.getClass());
    }

    /** Calls an action for each cache of which this type names a scope, with its number of components. */
    public void eachSize(ObjIntConsumer<String> action) {
        for (Named named : all) {
            if (named.size() > 0) {
                named.caches().forEach(cache -> action.accept(cache, named.size()));
            }
        }
    }

    /** Remembers the scopes of an entity that was loaded. */
    public void loaded(Object entity) {
        last.put(entity, components(entity));
    }

    /** Returns what persisting an entity invalidates, as far as it is known before the insert. */
    Targets beforeInsert(Object entity) {
        Set<String> whole = new TreeSet<>();
        List<Scope> scopes = new ArrayList<>();
        List<List<Object>> now = components(entity);
        for (int i = 0; i < all.size(); i++) {
            boolean isKnown = now.get(i).stream().noneMatch(ScopedEntity::isZero);
            if (all.get(i).attributes().isEmpty() || (isKnown && !now.get(i).isEmpty())) {
                add(all.get(i), now.get(i), whole, scopes);
            }
        }
        return Targets.of(whole, scopes);
    }

    /** Returns whether a value may be that of an id that is not yet generated. */
    private static boolean isZero(Object component) {
        return component instanceof Number number && number.longValue() == 0;
    }

    /**
     * Returns what writing an entity invalidates: its scopes, and those that it had when it was loaded or last written.
     *
     * @param isNew whether it may be the first time
     */
    Targets written(Object entity, boolean isNew) {
        Set<String> whole = new TreeSet<>();
        List<Scope> scopes = new ArrayList<>();
        List<List<Object>> now = components(entity);
        List<List<Object>> before = last.put(entity, now);
        if (before == null) {
            before = isNew ? now : Collections.nCopies(all.size(), List.of());
        }
        for (int i = 0; i < all.size(); i++) {
            add(all.get(i), now.get(i), whole, scopes);
            add(all.get(i), before.get(i), whole, scopes);
        }
        return Targets.of(whole, scopes);
    }

    private static void add(Named named, List<Object> components, Set<String> whole, List<Scope> scopes) {
        for (String cache : named.caches()) {
            if (components.isEmpty()) {
                whole.add(cache);
            } else {
                scopes.add(Scope.of(cache, components.toArray()));
            }
        }
    }

    /** Returns the components of each scope, none if they are not known or the whole caches are named. */
    private List<List<Object>> components(Object entity) {
        List<List<Object>> components = new ArrayList<>(all.size());
        for (Named named : all) {
            components.add(components(entity, named.attributes()));
        }
        return components;
    }

    private static List<Object> components(Object entity, List<Function<Object, @Nullable Object>> attributes) {
        List<Object> components = new ArrayList<>(attributes.size());
        for (Function<Object, @Nullable Object> attribute : attributes) {
            Object component;
            try {
                component = attribute.apply(entity);
            } catch (RuntimeException e) {
                component = null; // the whole cache is invalidated then
            }
            if (component == null) {
                return List.of();
            }
            components.add(component);
        }
        return components;
    }
}
