package org.cacheversions.internal.jpa;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.internal.core.call.Invalidator;
import org.cacheversions.internal.core.support.PerClass;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.transaction.Targets;
import org.cacheversions.internal.core.versions.CacheNames;
import org.jspecify.annotations.Nullable;

/** Invalidates the caches that entities name, in the transaction that writes the entities. Thread-safe. */
public final class EntityInvalidation {

    private record Bound(EntityManager entityManager, BoundInvalidator invalidator, Consumer<Targets> invalidate) {

        boolean isActive() {
            return isInTransaction(entityManager);
        }
    }

    private final Invalidator invalidator;
    private final Warnings warnings;
    private volatile @Nullable Set<Class<?>> managed;
    private final PerClass<SortedSet<String>> caches = new PerClass<>(EntityInvalidation::cachesOf);
    private final Map<Class<?>, Set<String>> parts = new ConcurrentHashMap<>();
    private final Map<Class<?>, ScopedEntity> scoped = new ConcurrentHashMap<>();

    /** By thread, and not in a thread local: a thread of the server must not keep what the application has not closed. */
    private final Map<Thread, List<Bound>> bound = Collections.synchronizedMap(new WeakHashMap<>());

    public EntityInvalidation(Invalidator invalidator, Warnings warnings) {
        this.invalidator = invalidator;
        this.warnings = warnings;
    }

    /** Returns the caches that this entity type and its superclasses name. */
    static SortedSet<String> cachesOf(Class<?> type) {
        return cachesOf(type, annotation -> true);
    }

    /** Returns the caches that an entity type and its superclasses name in some of their annotations. */
    static SortedSet<String> cachesOf(Class<?> type, Predicate<InvalidatesCache> which) {
        SortedSet<String> names = new TreeSet<>();
        annotationsOf(type).stream().filter(which).forEach(each -> names.addAll(List.of(each.value())));
        return names.isEmpty() ? names : CacheNames.sorted(names);
    }

    /** Returns the annotations of an entity type and its superclasses. */
    static List<InvalidatesCache> annotationsOf(Class<?> type) {
        List<InvalidatesCache> annotations = new ArrayList<>();
        for (Class<?> level = type; level != null; level = level.getSuperclass()) {
            InvalidatesCache annotation = level.getDeclaredAnnotation(InvalidatesCache.class);
            if (annotation != null) {
                annotations.add(annotation);
            }
        }
        return annotations;
    }

    /** Sets the entity types of the unit that contains the versions. Writes of others cause a warning from now on. */
    public void warnOfOthersThan(Set<Class<?>> types) {
        managed = Set.copyOf(types);
    }

    /** Sets the caches that removing an entity of a type invalidates in addition to what the type names. */
    void cascades(Map<Class<?>, SortedSet<String>> cachesOfParts) {
        parts.putAll(cachesOfParts);
    }

    /** Sets the types that name scopes, until {@link #close}. */
    public void scopes(Map<Class<?>, ScopedEntity> types) {
        scoped.putAll(types);
        ScopedEntity.open(types);
    }

    public void close() {
        bound.clear();
        ScopedEntity.close(scoped);
    }

    /** Called by the persistence provider for an entity that will be inserted. */
    public void persisted(Object entity) {
        ScopedEntity type = ScopedEntity.of(entity);
        changed(entity.getClass(), entity, type == null ? whole(entity) : type.beforeInsert(entity));
    }

    /** Called by the persistence provider for an entity that was updated, or inserted if its type names scopes. */
    public void written(Object entity, boolean isNew) {
        ScopedEntity type = ScopedEntity.of(entity);
        changed(entity.getClass(), entity, type == null ? whole(entity) : type.written(entity, isNew));
    }

    /** Called by the persistence provider for an entity that is removed. */
    public void removed(Object entity) {
        written(entity, false);
        changed(entity.getClass(), entity, Targets.whole(parts.getOrDefault(entity.getClass(), Set.of())));
    }

    private Targets whole(Object entity) {
        return Targets.whole(caches.get(entity.getClass()));
    }

    /** Called by the persistence provider before a statement that changes entities of a type. */
    public void changedInBulk(Class<?> type, SortedSet<String> names) {
        changed(type, null, Targets.whole(names));
    }

    private void changed(Class<?> type, @Nullable Object entity, Targets targets) {
        if (targets.isEmpty()) {
            return;
        }
        if (isElsewhere(type)) {
            warnings.once(JpaMessages.entityElsewhere(type.getName(), targets.caches()));
        }
        Bound local = boundTo(entity);
        if (local != null) {
            local.invalidate.accept(targets);
        } else if (invalidator.isInTransaction()) {
            invalidator.invalidate(targets, "entity " + type.getName());
        } else {
            throw new CacheVersionsException(JpaMessages.entityOutsideTransaction(type.getName(), targets.caches()));
        }
    }

    private boolean isElsewhere(Class<?> type) {
        Set<Class<?>> ours = managed;
        if (ours == null) {
            return false;
        }
        for (Class<?> level = type; level != null; level = level.getSuperclass()) {
            if (ours.contains(level)) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Bound boundTo(@Nullable Object entity) {
        List<Bound> all = bound.get(Thread.currentThread());
        if (all == null) {
            return null;
        }
        List<Bound> active = all.stream().filter(Bound::isActive).toList();
        if (active.size() > 1 && entity != null) {
            active = active.stream()
                    .filter(each -> each.entityManager.contains(entity))
                    .toList();
        }
        return active.size() == 1 ? active.get(0) : null;
    }

    /** Uses this invalidator for writes of this thread through this entity manager, until {@link #unbind}. */
    public void bind(EntityManager entityManager, BoundInvalidator by, Consumer<Targets> invalidate) {
        List<Bound> all = bound.computeIfAbsent(Thread.currentThread(), thread -> new ArrayList<>());
        all.removeIf(each -> !each.entityManager.isOpen());
        all.add(new Bound(entityManager, by, invalidate));
    }

    public void unbind(BoundInvalidator by) {
        unbindIf(each -> each.invalidator == by);
    }

    /** Unbinds what is in no transaction, at the end of a request: the application may not have closed it. */
    public void unbindEnded() {
        unbindIf(each -> !each.isActive());
    }

    private void unbindIf(Predicate<Bound> condition) {
        List<Bound> all = bound.get(Thread.currentThread());
        if (all != null) {
            all.removeIf(condition);
            if (all.isEmpty()) {
                bound.remove(Thread.currentThread());
            }
        }
    }

    /** Returns whether an entity manager can be used on this thread and is in a transaction. */
    public static boolean isInTransaction(EntityManager entityManager) {
        try {
            return entityManager.isOpen() && entityManager.isJoinedToTransaction();
        } catch (RuntimeException e) {
            return false; // the scope of this bean has ended
        }
    }
}
