package org.cacheversions.internal.eclipselink;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.util.function.Consumer;
import org.eclipse.persistence.queries.ModifyAllQuery;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;

/** Tells of updates and deletes by JPQL, which pass entities and their listeners by. Safe for use by many threads. */
public final class BulkWrites extends SessionEventAdapter {

    private final Consumer<Class<?>> changed;

    private BulkWrites(Consumer<Class<?>> changed) {
        this.changed = changed;
    }

    /** Has a unit tell of the entity type, before each statement, on the thread and in the transaction that executes it. */
    public static void of(EntityManagerFactory unit, Consumer<Class<?>> changed) {
        try {
            unit.unwrap(Session.class).getEventManager().addListener(new BulkWrites(changed));
        } catch (PersistenceException e) {
            return; // not EclipseLink's own factory: then they pass us by, as they do with other providers
        }
    }

    @Override
    public void preExecuteQuery(SessionEvent event) {
        if (event.getQuery() instanceof ModifyAllQuery bulk) {
            changed.accept(bulk.getReferenceClass());
        }
    }
}
