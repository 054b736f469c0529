package org.cacheversions;

import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreRemove;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.jpa.ScopedEntity;

/**
 * A JPA entity listener that invalidates the caches named by the {@link InvalidatesCache} of an entity whenever the
 * entity is persisted, updated or removed, including by a cascade or as an orphan. The new versions are written in the
 * transaction that writes the entity.
 *
 * <pre>{@code
 * @Entity
 * @InvalidatesCache("bans")
 * @EntityListeners(CacheInvalidationListener.class)
 * public class Ban { ... }
 * }</pre>
 *
 * <p>With {@link InvalidatesCache#scope}, only a scope of these caches is invalidated.
 *
 * <p>Annotations of superclasses count as well. Removing an entity also invalidates the caches named by entities that
 * its mapping removes with it, by a cascade or as orphans, because EclipseLink removes those that are not loaded
 * without notifying their listeners.
 *
 * <p>The library does not know the transactions of a resource-local unit. Call {@link
 * CacheInvalidator#within(jakarta.persistence.EntityManager)} on the thread that writes, before it writes, and close
 * the result after the commit. Otherwise the write fails with {@link CacheVersionsException}.
 *
 * <p>JPQL and criteria bulk updates and deletes do not call entity listeners. EclipseLink reports them in another way,
 * and the library invalidates for them. With other providers, and after native SQL, call {@link CacheInvalidator}. Do
 * the same after a change of an element collection or a many-to-many association, since no provider has to report it as
 * an update of the entity.
 *
 * <p>Thread-safe.
 */
public class CacheInvalidationListener {

    /** Called by the persistence provider. */
    public CacheInvalidationListener() {}

    @PostLoad
    void loaded(Object entity) {
        ScopedEntity type = ScopedEntity.of(entity);
        if (type != null) {
            type.loaded(entity);
        }
    }

    @PrePersist
    void persisted(Object entity) {
        CacheRuntime.current().entities().persisted(entity);
    }

    @PostPersist
    void inserted(Object entity) {
        if (ScopedEntity.of(entity) != null) { // now the generated id is known
            CacheRuntime.current().entities().written(entity, true);
        }
    }

    @PostUpdate
    void updated(Object entity) {
        CacheRuntime.current().entities().written(entity, false);
    }

    @PreRemove
    @PostRemove // the only event that EclipseLink sends for orphans
    void removed(Object entity) {
        CacheRuntime.current().entities().removed(entity);
    }
}
