package org.cacheversions.internal.cdi;

import jakarta.persistence.Cacheable;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.internal.core.engine.CacheEngine;
import org.cacheversions.internal.eclipselink.BulkWrites;
import org.jspecify.annotations.Nullable;

/**
 * Connects the entity types that name caches, and the provider's shared cache, to the core. Thread-safe after
 * {@link #join}.
 */
final class EntityTypes {

    private final EntityManagerFactory unit;
    private final @Nullable String sharedCacheMode;
    private final SortedMap<String, List<Class<?>>> byCache = new TreeMap<>();

    EntityTypes(EntityManagerFactory unit, @Nullable String sharedCacheMode) {
        this.unit = unit;
        this.sharedCacheMode = sharedCacheMode;
    }

    /**
     * Declares the caches of the entity types, reports problems, evicts entities from the shared cache before requests
     * see a new version, and listens to bulk statements.
     */
    void join(CacheEngine engine, EntityInvalidation invalidation) {
        SortedSet<String> shared = new TreeSet<>();
        Map<Class<?>, SortedSet<String>> cachesOfParts = new RemovedParts(unit.getMetamodel()).caches();
        invalidation.cascades(cachesOfParts);
        for (EntityType<?> entity : unit.getMetamodel().getEntities()) {
            Class<?> type = entity.getJavaType();
            SortedSet<String> caches = EntityInvalidation.cachesOf(type);
            SortedSet<String> ofParts = cachesOfParts.getOrDefault(type, Collections.emptySortedSet());
            if (!ofParts.isEmpty() && !hasListener(type) && isEclipseLink()) {
                engine.warnings().once(DeploymentMessages.partsRemovedInSilence(type.getName(), ofParts));
            }
            if (caches.isEmpty()) {
                continue;
            }
            engine.name(type.getName(), caches);
            caches.forEach(cache ->
                    byCache.computeIfAbsent(cache, c -> new ArrayList<>()).add(type));
            if (!hasListener(type)) {
                engine.warnings().once(DeploymentMessages.entityWithoutListener(type.getName()));
            }
            if (isShared(type)) {
                shared.add(type.getName());
            }
        }
        if (!shared.isEmpty()) {
            engine.warnings().once(DeploymentMessages.sharedCacheOn(shared));
        }
        if (!byCache.isEmpty()) {
            engine.beforeNewVersions(this::evict);
        }
        if (!byCache.isEmpty() && isEclipseLink() && OptionalDependency.ECLIPSELINK.isPresent()) {
            Map<Class<?>, SortedSet<String>> inBulk = cachesInBulk();
            BulkWrites.of(
                    unit,
                    type -> invalidation.changedInBulk(type, inBulk.getOrDefault(type, Collections.emptySortedSet())));
        }
    }

    /** Returns the caches named by each type and its subclasses, since a statement changes entities of all of them. */
    private Map<Class<?>, SortedSet<String>> cachesInBulk() {
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

    private void evict(SortedSet<String> changed) {
        for (String cache : changed) {
            for (Class<?> type : byCache.getOrDefault(cache, List.of())) {
                unit.getCache().evict(type);
            }
        }
    }

    private static boolean hasListener(Class<?> type) {
        for (Class<?> level = type; level != null; level = level.getSuperclass()) {
            EntityListeners listeners = level.getDeclaredAnnotation(EntityListeners.class);
            if (listeners != null && List.of(listeners.value()).contains(CacheInvalidationListener.class)) {
                return true;
            }
        }
        return false;
    }

    private boolean isShared(Class<?> type) {
        Cacheable cacheable = type.getAnnotation(Cacheable.class);
        return switch (sharedCacheMode == null ? "UNSPECIFIED" : sharedCacheMode) {
            case "NONE" -> false;
            case "ALL" -> true;
            case "ENABLE_SELECTIVE" -> cacheable != null && cacheable.value();
            case "DISABLE_SELECTIVE" -> cacheable == null || cacheable.value();
            // by default, EclipseLink shares entities, and Hibernate does not
            default -> cacheable == null ? isEclipseLink() : cacheable.value();
        };
    }

    private boolean isEclipseLink() {
        return unit.getProperties().keySet().stream().anyMatch(key -> key.startsWith("eclipselink."))
                || unit.getClass().getName().contains("eclipse");
    }
}
