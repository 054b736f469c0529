package org.cacheversions.internal.eclipselink;

import jakarta.persistence.EntityManagerFactory;
import java.util.function.Predicate;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.sessions.Session;
import org.jspecify.annotations.Nullable;

/** Finds the entity types that EclipseLink keeps in its shared cache, for whatever reason. */
public final class SharedEntities {

    private SharedEntities() {}

    /** Returns the predicate of these types, or {@code null} if the unit is not one of EclipseLink. */
    public static @Nullable Predicate<Class<?>> of(EntityManagerFactory unit) {
        Session session = Sessions.of(unit);
        return session == null
                ? null
                : type -> {
                    ClassDescriptor descriptor = session.getClassDescriptor(type);
                    return descriptor != null && !descriptor.getCachePolicy().isIsolated();
                };
    }
}
