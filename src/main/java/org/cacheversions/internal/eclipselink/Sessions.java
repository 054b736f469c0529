package org.cacheversions.internal.eclipselink;

import jakarta.persistence.EntityManagerFactory;
import org.eclipse.persistence.sessions.Session;
import org.jspecify.annotations.Nullable;

/** Finds EclipseLink behind a unit. */
final class Sessions {

    private Sessions() {}

    /** Returns the session of the unit, or {@code null} if it is not EclipseLink's own. */
    static @Nullable Session of(EntityManagerFactory unit) {
        try {
            return unit.unwrap(Session.class);
        } catch (RuntimeException e) { // a PersistenceException, or what a proxy makes of it
            return null;
        }
    }
}
