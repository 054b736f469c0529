package org.cacheversions.example.jetty;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.Map;
import org.cacheversions.CacheVersionsUnit;

/** What a server makes of persistence.xml: a pooled data source that takes part in transactions, and the unit on it. */
@ApplicationScoped
class Database {
    @Produces
    @ApplicationScoped
    AgroalDataSource pool(TransactionManager manager, TransactionSynchronizationRegistry registry) throws SQLException {
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(20)
                        .transactionIntegration(new NarayanaTransactionIntegration(manager, registry))
                        .connectionFactoryConfiguration(connection -> connection.jdbcUrl(url()))));
    }

    void close(@Disposes AgroalDataSource pool) {
        pool.close();
    }

    @Produces
    @ApplicationScoped
    @CacheVersionsUnit
    EntityManagerFactory unit(AgroalDataSource pool) {
        return Persistence.createEntityManagerFactory(
                "forum",
                Map.of(
                        "jakarta.persistence.jtaDataSource",
                        pool,
                        "eclipselink.target-server",
                        NarayanaPlatform.class.getName(),
                        "eclipselink.logging.level",
                        "WARNING"));
    }

    void close(@Disposes @CacheVersionsUnit EntityManagerFactory unit) {
        unit.close();
    }

    private static String url() {
        String shared = System.getProperty("example.database", "");
        return shared.isEmpty()
                ? "jdbc:h2:file:" + Main.data().resolve("forum") + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0"
                : shared;
    }
}
