package org.cacheversions.internal.eclipselink;

import jakarta.persistence.EntityManagerFactory;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseTable;
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
        DatabaseTable table =
                descriptor == null ? null : descriptor.getDefaultTable(); // getTables differs in EclipseLink 5
        return table == null ? null : table.getQualifiedNameDelimited(session.getPlatform());
    }
}
