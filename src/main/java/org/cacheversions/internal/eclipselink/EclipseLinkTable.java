package org.cacheversions.internal.eclipselink;

import jakarta.persistence.EntityManagerFactory;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.sessions.Session;
import org.jspecify.annotations.Nullable;

/** The table that EclipseLink maps an entity to. */
public final class EclipseLinkTable {

    private EclipseLinkTable() {}

    /** Returns the name as written in EclipseLink's SQL, or {@code null} if the unit is not one of EclipseLink. */
    public static @Nullable String of(EntityManagerFactory unit, Class<?> entity) {
        Session session = Sessions.of(unit);
        if (session == null) {
            return null;
        }
        ClassDescriptor descriptor = session.getClassDescriptor(entity);
        return descriptor == null
                ? null
                : descriptor.getTables().get(0).getQualifiedNameDelimited(session.getPlatform());
    }
}
