package org.cacheversions.internal.eclipselink;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.util.function.Consumer;
import org.eclipse.persistence.queries.ModifyAllQuery;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;

/** Reports JPQL and criteria updates and deletes, which do not call entity listeners. Thread-safe. */
public final class BulkWrites extends SessionEventAdapter {

    private final Consumer<Class<?>> changed;

    private BulkWrites(Consumer<Class<?>> changed) {
        this.changed = changed;
    }

    /**
     * Calls {@code changed} with the entity type before each such statement of the unit, on the thread and in the
     * transaction that executes it.
     */
    public static void of(EntityManagerFactory unit, Consumer<Class<?>> changed) {
        try {
            unit.unwrap(Session.class).getEventManager().addListener(new BulkWrites(changed));
        } catch (PersistenceException e) {
            return; // not EclipseLink's own factory: the statements go unnoticed, as with other providers
        }
    }

    @Override
    public void preExecuteQuery(SessionEvent event) {
        if (event.getQuery() instanceof ModifyAllQuery bulk) {
            changed.accept(bulk.getReferenceClass());
        }
    }
}
