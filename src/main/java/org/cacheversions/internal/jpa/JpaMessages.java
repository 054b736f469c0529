package org.cacheversions.internal.jpa;

import java.util.Collection;

/**
 * The messages about entities. Each has a stable code, and names the thing, the cause and the remedy. A retired code is
 * not used again.
 */
final class JpaMessages {

    private JpaMessages() {}

    static String entityOutsideTransaction(String entity, Collection<String> caches) {
        return "CV0310: " + entity + " is being written, and its @InvalidatesCache names " + caches
                + ", but no transaction"
                + " is known in which to invalidate them. In a resource-local unit call CacheInvalidator.within("
                + "entityManager) on this thread before the write, and close what it gives after the commit.";
    }

    static String entityWithoutListener(String entity) {
        return "CV0311: " + entity
                + " has @InvalidatesCache, but no @EntityListeners(CacheInvalidationListener.class), so"
                + " writing it invalidates nothing. Add the listener, or remove the annotation.";
    }

    static String sharedCacheOn(Collection<String> entities) {
        return "CV0312: the persistence unit keeps " + entities
                + " in its shared cache, which other nodes' writes do not"
                + " reach. This node evicts them when it sees a new version, but a slow reader may put an old one back."
                + " Mark them @Cacheable(false), or set <shared-cache-mode>NONE</shared-cache-mode>.";
    }

    static String partsRemovedInSilence(String entity, Collection<String> caches) {
        return "CV0313: removing " + entity + " removes entities with it that name " + caches
                + ", and EclipseLink tells their listeners nothing if they are not loaded. Add"
                + " @EntityListeners(CacheInvalidationListener.class) to it as well.";
    }

    static String entityElsewhere(String entity, Collection<String> caches) {
        return "CV0319: " + entity + " has @InvalidatesCache(" + caches + "), but is not in the persistence unit that"
                + " holds the versions. If it is in another database, a reader may file what it was before this"
                + " transaction under the new version, and that stays. Keep the versions in the database of the data;"
                + " if they are, set cache-versions.other-databases=ignore.";
    }
}
