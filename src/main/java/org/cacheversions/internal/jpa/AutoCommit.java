package org.cacheversions.internal.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.jspecify.annotations.Nullable;

/**
 * Ends what a read has begun. A data source may give out connections that do not commit by themselves, and take them
 * back as they are: from REPEATABLE READ on, whoever is given such a one next would see what was there at its first
 * read, for ever. A transaction costs another round trip, so only those reads that need one have one. Safe for use by
 * many threads.
 */
final class AutoCommit {

    private static final String SOURCE = "jakarta.persistence.nonJtaDataSource";
    private static final String JTA_SOURCE = "jakarta.persistence.jtaDataSource";

    private final EntityManagerFactory factory;
    private volatile @Nullable Boolean on;

    AutoCommit(EntityManagerFactory factory) {
        this.factory = factory;
    }

    /** Reads through an entity manager that is in no transaction. */
    <T> T read(EntityManager entityManager, Supplier<T> query) {
        Boolean known = on;
        if (known == null) {
            known = isOn();
            on = known;
        }
        return known ? query.get() : inTransaction(entityManager, query);
    }

    private static <T> T inTransaction(EntityManager entityManager, Supplier<T> query) {
        EntityTransaction transaction = entityManager.getTransaction();
        transaction.begin();
        try {
            beginInDatabase(entityManager);
            return query.get();
        } finally {
            transaction.rollback();
        }
    }

    /** EclipseLink reads past its transaction until that has written, or someone has asked for its connection. */
    private static void beginInDatabase(EntityManager entityManager) {
        try {
            entityManager.unwrap(Connection.class);
        } catch (PersistenceException e) {
            // Hibernate gives none away, and has begun
        }
    }

    /** Only a resource-local unit names such a source, and not each provider tells; where servers keep it, it is on. */
    private boolean isOn() {
        Map<String, Object> properties = factory.getProperties();
        DataSource source = properties.get(JTA_SOURCE) == null ? source(properties.get(SOURCE)) : null;
        return source == null || isOn(source);
    }

    @SuppressWarnings("BanJNDI") // the name is one that the application's configuration gives
    private static @Nullable DataSource source(@Nullable Object value) {
        if (value instanceof DataSource source) {
            return source;
        }
        try {
            return value instanceof String name && InitialContext.doLookup(name) instanceof DataSource source
                    ? source
                    : null;
        } catch (NamingException e) {
            return null;
        }
    }

    private static boolean isOn(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return connection.getAutoCommit();
        } catch (SQLException e) {
            throw new CacheVersionsException(VersionMessages.versionsUnavailable(e), e);
        }
    }
}
