package org.cacheversions.internal.jpa;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

/** Receives the factory of the unit from the container. The extension adds a named {@code @PersistenceUnit}. */
@Dependent
public class InjectedUnit {

    /** Remains {@code null} if the container does not inject persistence units. */
    public @Nullable EntityManagerFactory factory;
}
