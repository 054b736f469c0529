package org.cacheversions.internal.jpa;

import jakarta.persistence.Cacheable;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.cacheversions.internal.core.engine.CacheEngine;
import org.cacheversions.persistence.CacheVersion;
import org.jspecify.annotations.Nullable;

/**
 * Connects the entity types that name caches, and the provider's shared cache, to the core. Thread-safe after
 * {@link #join}.
 */
public final class EntityTypes {

    /** Always set by Hibernate, and by EclipseLink only if the application does. */
    private static final String SHARED_CACHE_MODE = "jakarta.persistence.sharedCache.mode";

    private final EntityManagerFactory unit;
    private final Class<?> listener;
    private final @Nullable Predicate<Class<?>> shared;
    private final boolean evictsOthers;
    private final SortedMap<String, List<Class<?>>> byCache = new TreeMap<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private final List<Class<?>> others = new ArrayList<>();

    /**
     * Inspects this unit.
     *
     * @param listener the entity listener that notifies the library
     * @param shared returns whether the provider shares an entity type, or {@code null} if it can't be asked
     * @param evictsOthers whether each new version evicts entities that name no cache, too
     */
    public EntityTypes(
            EntityManagerFactory unit, Class<?> listener, @Nullable Predicate<Class<?>> shared, boolean evictsOthers) {
        this.unit = unit;
        this.listener = listener;
        this.shared = shared;
        this.evictsOthers = evictsOthers;
    }

    /**
     * Returns the types that name scopes.
     *
     * @param mapped returns what reads the attribute of a type, or {@code null} if reflection can
     */
    public Map<Class<?>, ScopedEntity> scoped(
            BiFunction<Class<?>, List<String>, @Nullable Function<Object, @Nullable Object>> mapped) {
        return new ScopeAttributes(unit, mapped, problems).types();
    }

    /** Returns the problems of scopes. */
    public Set<String> problems() {
        return problems;
    }

    /**
     * Declares the caches of the entity types, reports problems, and evicts entities from the shared cache before
     * requests see a new version.
     */
    public void join(CacheEngine engine, EntityInvalidation invalidation) {
        SortedSet<String> inSharedCache = new TreeSet<>();
        Map<Class<?>, SortedSet<String>> cachesOfParts =
                new RemovedParts(unit.getMetamodel(), this::cachesOfPart).caches();
        invalidation.cascades(cachesOfParts);
        for (EntityType<?> entity : unit.getMetamodel().getEntities()) {
            Class<?> type = entity.getJavaType();
            SortedSet<String> caches = EntityInvalidation.cachesOf(type);
            SortedSet<String> ofParts = cachesOfParts.getOrDefault(type, Collections.emptySortedSet());
            if (!ofParts.isEmpty() && !hasListener(type) && isEclipseLink()) {
                engine.warnings().once(JpaMessages.partsRemovedInSilence(type.getName(), ofParts));
            }
            if (type.getPackage() == CacheVersion.class.getPackage()) {
                continue; // read past the shared cache
            }
            if (isShared(type)) {
                inSharedCache.add(type.getName());
            }
            if (caches.isEmpty()) {
                if (evictsOthers && isShared(type)) {
                    others.add(type);
                }
                continue;
            }
            engine.declare(type.getName(), caches);
            caches.forEach(cache ->
                    byCache.computeIfAbsent(cache, c -> new ArrayList<>()).add(type));
            if (!hasListener(type)) {
                engine.warnings().once(JpaMessages.entityWithoutListener(type.getName()));
            }
        }
        if (!inSharedCache.isEmpty()) {
            engine.warnings()
                    .once(JpaMessages.sharedCacheOn(inSharedCache, evictsOthers ? "them" : "those that name a cache"));
        }
        if (!byCache.isEmpty() || !others.isEmpty()) {
            engine.beforeNewVersions(this::evict);
        }
    }

    /** Returns the caches to invalidate as a whole for a part that may be removed without notice. */
    private SortedSet<String> cachesOfPart(Class<?> part) {
        boolean loadsParts = unit.getMetamodel().getClass().getName().startsWith("org.hibernate.");
        return EntityInvalidation.cachesOf(part, each -> !loadsParts || each.scope().length == 0);
    }

    /** Returns whether to report bulk statements: only with EclipseLink, and only if an entity names caches. */
    public boolean canReportBulkWrites() {
        return !byCache.isEmpty() && isEclipseLink();
    }

    /** Returns the caches named by each type and its subclasses, since a statement changes entities of all of them. */
    public Map<Class<?>, SortedSet<String>> cachesInBulk() {
        Map<Class<?>, SortedSet<String>> inBulk = new HashMap<>();
        for (EntityType<?> entity : unit.getMetamodel().getEntities()) {
            SortedSet<String> caches = new TreeSet<>();
            for (EntityType<?> other : unit.getMetamodel().getEntities()) {
                if (entity.getJavaType().isAssignableFrom(other.getJavaType())) {
                    caches.addAll(EntityInvalidation.cachesOf(other.getJavaType()));
                }
            }
            inBulk.put(entity.getJavaType(), caches);
        }
        return inBulk;
    }

    /** A cached method may read an entity by its identifier, whichever caches the entity names. */
    private void evict(SortedSet<String> changed) {
        others.forEach(unit.getCache()::evict);
        for (String cache : changed) {
            for (Class<?> type : byCache.getOrDefault(cache, List.of())) {
                unit.getCache().evict(type);
            }
        }
    }

    private boolean hasListener(Class<?> type) {
        for (Class<?> level = type; level != null; level = level.getSuperclass()) {
            EntityListeners listeners = level.getDeclaredAnnotation(EntityListeners.class);
            if (listeners != null && List.of(listeners.value()).contains(listener)) {
                return true;
            }
        }
        return false;
    }

    private boolean isShared(Class<?> type) {
        if (shared != null) {
            return shared.test(type);
        }
        Cacheable cacheable = type.getAnnotation(Cacheable.class);
        return switch (String.valueOf(unit.getProperties().get(SHARED_CACHE_MODE))) {
            case "NONE" -> false;
            case "ALL" -> true;
            case "DISABLE_SELECTIVE" -> cacheable == null || cacheable.value();
            case "ENABLE_SELECTIVE" -> cacheable != null && cacheable.value();
            // by default, EclipseLink shares entities, and Hibernate does not
            default -> cacheable == null ? isEclipseLink() : cacheable.value();
        };
    }

    private boolean isEclipseLink() {
        Map<String, Object> properties = unit.getProperties();
        return shared != null
                || (properties.get(SHARED_CACHE_MODE) == null
                        && properties.keySet().stream().anyMatch(key -> key.startsWith("eclipselink.")));
    }
}
