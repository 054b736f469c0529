package org.cacheversions.internal.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.jspecify.annotations.Nullable;

/**
 * Begins a transaction for a read if the connections of the data source do not commit automatically. Some data sources
 * take such a connection back with its transaction still open: at REPEATABLE READ and above, the next user would see
 * the data of the connection's first read forever. A transaction costs another round trip, so only reads that need one
 * get it. Thread-safe.
 */
final class AutoCommit {

    private final EntityManagerFactory factory;
    private volatile @Nullable Boolean on;

    AutoCommit(EntityManagerFactory factory) {
        this.factory = factory;
    }

    /** Begins a transaction, to be rolled back after the read, if the read needs one; otherwise returns {@code null}. */
    @Nullable
    EntityTransaction begin(EntityManager entityManager) {
        Boolean known = on;
        if (known == null) {
            known = isOn();
            on = known;
        }
        if (known) {
            return null;
        }
        EntityTransaction transaction = entityManager.getTransaction();
        transaction.begin();
        beginInDatabase(entityManager);
        return transaction;
    }

    /** EclipseLink reads outside its transaction until the transaction writes or its connection is unwrapped. */
    private static void beginInDatabase(EntityManager entityManager) {
        try {
            entityManager.unwrap(Connection.class);
        } catch (PersistenceException e) {
            // Hibernate does not unwrap connections, and has begun the transaction in the database
        }
    }

    /**
     * Only a resource-local unit has such a data source, and not every provider reports it. Data sources that a server
     * manages use auto-commit outside transactions.
     */
    private boolean isOn() {
        Map<String, Object> properties = factory.getProperties();
        DataSource source =
                properties.get("jakarta.persistence.jtaDataSource") == null ? DataSources.local(properties) : null;
        return source == null || isOn(source);
    }

    private static boolean isOn(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return connection.getAutoCommit();
        } catch (SQLException e) {
            throw new CacheVersionsException(VersionMessages.versionsUnavailable(e), e);
        }
    }
}
