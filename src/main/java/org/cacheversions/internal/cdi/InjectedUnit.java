package org.cacheversions.internal.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

/** Holds the container's factory of the unit. The extension puts {@code @PersistenceUnit} with a name on the field. */
@Dependent
class InjectedUnit {

    /** Stays {@code null} where the container injects no persistence units. */
    @Nullable
    EntityManagerFactory factory;
}
