package org.cacheversions.internal.hibernate;

import jakarta.persistence.EntityManagerFactory;
import org.hibernate.Cache;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/** The table that Hibernate maps an entity to. */
public final class HibernateTable {

    private HibernateTable() {}

    /** Returns the name as written in Hibernate's SQL, or {@code null} if the unit is not one of Hibernate. */
    public static @Nullable String of(EntityManagerFactory unit, Class<?> entity) {
        try {
            // the unit may be a proxy of CDI, which unwraps itself
            return unit.getCache() instanceof Cache cache
                            && cache.getSessionFactory() instanceof SessionFactoryImplementor factory
                    ? factory.getMappingMetamodel()
                            .getEntityDescriptor(entity)
                            .getMappedTableDetails()
                            .getTableName()
                    : null;
        } catch (LinkageError e) {
            return null; // a version without these methods
        }
    }
}
