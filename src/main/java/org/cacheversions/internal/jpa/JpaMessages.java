package org.cacheversions.internal.jpa;

import java.util.Collection;
import java.util.List;

/** Messages about entities. Their codes are stable; a retired code is never reused. */
final class JpaMessages {

    private static final int MOST_SHOWN = 10;

    private JpaMessages() {}

    static String entityOutsideTransaction(String entity, Collection<String> caches) {
        return "CV0310: " + entity + " is being written, and its @InvalidatesCache names " + caches
                + ", but the library knows of no transaction in which to invalidate them. In a resource-local unit, call"
                + " CacheInvalidator.within(entityManager) on this thread before the write, and close the returned"
                + " invalidator after the commit.";
    }

    static String entityWithoutListener(String entity) {
        return "CV0311: " + entity
                + " has @InvalidatesCache, but no @EntityListeners(CacheInvalidationListener.class), so"
                + " writing it invalidates nothing. Add the listener, or remove the annotation.";
    }

    static String sharedCacheOn(Collection<String> entities, String evicted) {
        return "CV0312: the persistence unit keeps " + shown(entities)
                + " in its shared cache, which writes of other nodes do not reach. When this node sees a new version, it"
                + " evicts " + evicted
                + ", but a slow reader may put an old state back. Annotate those that cached methods read with"
                + " @Cacheable(false), or set <shared-cache-mode>NONE</shared-cache-mode>.";
    }

    private static String shown(Collection<String> names) {
        List<String> first = names.stream().limit(MOST_SHOWN).toList();
        return names.size() > MOST_SHOWN
                ? first + " and " + (names.size() - MOST_SHOWN) + " more entities"
                : first.toString();
    }

    static String partsRemovedInSilence(String entity, Collection<String> caches) {
        return "CV0313: removing " + entity + " also removes entities that name " + caches
                + ", and EclipseLink does not call their listeners if they are not loaded. Add"
                + " @EntityListeners(CacheInvalidationListener.class) to it as well.";
    }

    static String entityElsewhere(String entity, Collection<String> caches) {
        return "CV0319: " + entity + " has @InvalidatesCache(" + caches + "), but is not in the persistence unit that"
                + " holds the versions. If it is in another database, a reader may store its state from before this"
                + " transaction under the new version, where it stays. Keep the versions in the database of the data;"
                + " if they already are, set cache-versions.other-databases=ignore.";
    }

    static String unknownScopeAttribute(String entity, String path, String attribute) {
        return "CV0266: @InvalidatesCache at " + entity + " has the scope '" + path + "', and '" + attribute
                + "' is not a single attribute there. Name an attribute of the entity, with those of its embeddables as in"
                + " id.userId. A reference to another entity stands for its id; the other's attributes cannot be named.";
    }

    static String unfitScopeAttribute(String entity, String path, String type) {
        return "CV0267: @InvalidatesCache at " + entity + " has the scope '" + path + "', which is of the type " + type
                + ". A scope is made of long, int, short, UUID, String, an enum, or a record of these. Name such an"
                + " attribute, several of them, or a reference to an entity with such an id.";
    }
}
