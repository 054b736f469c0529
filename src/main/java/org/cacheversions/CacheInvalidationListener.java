package org.cacheversions;

import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreRemove;
import org.cacheversions.internal.cdi.CacheRuntime;

/**
 * Invalidates what the {@link InvalidatesCache} of an entity names, whenever one is persisted, updated or removed, also
 * by a cascade or as an orphan; in the transaction that writes it. Removing an entity invalidates as well what the entities
 * name that its annotations remove with it, since EclipseLink removes parts that are not loaded without telling anyone.
 *
 * <pre>{@code
 * @Entity
 * @InvalidatesCache("bans")
 * @EntityListeners(CacheInvalidationListener.class)
 * public class Ban { ... }
 * }</pre>
 *
 * <p>In a resource-local unit the transaction is known only to who began it: call {@link
 * CacheInvalidator#within(jakarta.persistence.EntityManager)} on its thread before it writes, and close what that gives
 * after the commit. Otherwise the write fails with a {@link CacheVersionsException}, since others would never be told.
 *
 * <p>Bulk updates and deletes by JPQL pass entities by, and so this listener. EclipseLink tells of them all the same, and
 * they invalidate; with other providers, and by SQL, invalidate by hand. A many-to-many or element collection that changes
 * without its entity counts as an update in no provider by contract: likewise.
 *
 * <p>Safe for use by many threads.
 */
public class CacheInvalidationListener {

    /** For the persistence provider. */
    public CacheInvalidationListener() {}

    @PrePersist
    @PostUpdate
    void written(Object entity) {
        CacheRuntime.current().entities().written(entity);
    }

    @PreRemove
    @PostRemove // EclipseLink tells of orphans here only
    void removed(Object entity) {
        CacheRuntime.current().entities().removed(entity);
    }
}
