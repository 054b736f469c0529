package org.cacheversions.cluster.jetty;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.cacheversions.CacheVersionsUnit;

/** The persistence unit and its pool, which an application server would provide. */
@ApplicationScoped
public class JettyUnit {

    @Produces
    @ApplicationScoped
    AgroalDataSource pool(TransactionManager manager, TransactionSynchronizationRegistry registry) throws SQLException {
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(20)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .connectionValidator(ConnectionValidator.defaultValidator())
                        .idleValidationTimeout(Duration.ofSeconds(1))
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .transactionIntegration(new NarayanaTransactionIntegration(manager, registry))
                        .connectionFactoryConfiguration(connection -> connection
                                .principal(new NamePrincipal("postgres"))
                                .jdbcUrl(System.getProperty("cluster.url")))));
    }

    @Produces
    @ApplicationScoped
    @CacheVersionsUnit
    EntityManagerFactory unit(AgroalDataSource pool) {
        return Persistence.createEntityManagerFactory("cluster", Map.of("jakarta.persistence.jtaDataSource", pool));
    }

    @Produces
    @Dependent
    EntityManager entityManager(@CacheVersionsUnit EntityManagerFactory unit) {
        return SharedEntityManager.of(unit);
    }
}
