package org.cacheversions.internal.eclipselink;

import jakarta.persistence.EntityManagerFactory;
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
        Session session = Sessions.of(unit);
        if (session != null) { // otherwise the statements go unnoticed, as with other providers
            session.getEventManager().addListener(new BulkWrites(changed));
        }
    }

    @Override
    public void preExecuteQuery(SessionEvent event) {
        if (event.getQuery() instanceof ModifyAllQuery bulk) {
            changed.accept(bulk.getReferenceClass());
        }
    }
}
