package org.cacheversions.node;

import com.arjuna.ats.jta.common.jtaPropertyManager;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.CacheVersions;
import org.cacheversions.CacheVersionsUnit;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.internal.core.engine.CacheEngine;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A cluster node in this JVM with Weld, a persistence provider, and Narayana if the unit is JTA. It uses an in-memory
 * H2 database that other nodes may share by its name, or the database at a JDBC URL.
 */
public final class TestNode implements AutoCloseable {

    private static final int CONNECTIONS = 40;

    private final SeContainer container;
    private final EntityManagerFactory factory;
    private final AgroalDataSource pool;
    private final AtomicBoolean cut;

    private TestNode(SeContainer container, EntityManagerFactory factory, AgroalDataSource pool, AtomicBoolean cut) {
        this.cut = cut;
        this.container = container;
        this.factory = factory;
        this.pool = pool;
    }

    /** Starts a node with these beans and starts the caches that they name. */
    public static TestNode start(Unit unit, String database, Class<?>... beans) {
        return start(unit, database, Map.of("cache-versions.auto-start", "true"), beans);
    }

    /** Starts a node on a new H2 database. */
    public static TestNode start(Unit unit, Class<?>... beans) {
        return start(unit, UUID.randomUUID().toString(), beans);
    }

    /** Starts a node on a new H2 database. */
    public static TestNode start(Unit unit, Map<String, String> configuration, Class<?>... beans) {
        return start(unit, UUID.randomUUID().toString(), configuration, beans);
    }

    public static TestNode start(Unit unit, String database, Map<String, String> configuration, Class<?>... beans) {
        return start(unit, database, CONNECTIONS, configuration, beans);
    }

    /** Starts a node whose pool has at most this many connections. If they are few, no transaction may use two. */
    public static TestNode start(
            Unit unit, String database, int connections, Map<String, String> configuration, Class<?>... beans) {
        jtaPropertyManager.getJTAEnvironmentBean().setLastResourceOptimisationInterfaceClassName(null);
        AgroalDataSource pool = pool(unit, database, connections);
        AtomicBoolean cut = new AtomicBoolean();
        EntityManagerFactory factory = factory(unit, pool, cut, connections < CONNECTIONS);
        try {
            return new TestNode(
                    Cdi.start(withoutAutoStart(configuration), List.of(new UnitExtension(factory)), beans),
                    factory,
                    pool,
                    cut);
        } catch (RuntimeException e) {
            factory.close();
            pool.close();
            throw e;
        }
    }

    /** The units of tests generate their schema, for which missing caches are started unless the test says otherwise. */
    private static Map<String, String> withoutAutoStart(Map<String, String> configuration) {
        Map<String, String> result = new HashMap<>(configuration);
        result.putIfAbsent("cache-versions.auto-start", System.getProperty("cache-versions.auto-start", "false"));
        return result;
    }

    private static AgroalDataSource pool(Unit unit, String database, int connections) {
        AgroalDataSourceConfigurationSupplier supplier = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> {
                    pool.maxSize(connections)
                            .acquisitionTimeout(Duration.ofSeconds(5))
                            .connectionFactoryConfiguration(
                                    database.startsWith("jdbc:")
                                            ? connection -> connection.jdbcUrl(database)
                                            : connection -> connection
                                                    .connectionProviderClass(JdbcDataSource.class)
                                                    .principal(new NamePrincipal("sa"))
                                                    .jdbcUrl("jdbc:h2:mem:" + database
                                                            + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000"));
                    if (database.startsWith("jdbc:postgresql:")) {
                        // otherwise the pool keeps lending connections whose server has died
                        pool.exceptionSorter(new PostgreSQLExceptionSorter());
                    }
                    if (unit.jta) {
                        pool.transactionIntegration(new NarayanaTransactionIntegration(
                                transactionManager(),
                                jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry()));
                    }
                    return pool;
                });
        try {
            return AgroalDataSource.from(supplier);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EntityManagerFactory factory(Unit unit, AgroalDataSource pool, AtomicBoolean cut, boolean small) {
        DataSource source = (DataSource) Proxy.newProxyInstance(
                TestNode.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (cut.get() && method.getName().equals("getConnection")) {
                        throw new SQLException("the database is down", "08001");
                    }
                    try {
                        return method.invoke(pool, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        Map<String, Object> properties = new HashMap<>();
        properties.put(unit.jta ? "jakarta.persistence.jtaDataSource" : "jakarta.persistence.nonJtaDataSource", source);
        if (unit == Unit.ECLIPSELINK_JTA && small) {
            properties.put("jakarta.persistence.nonJtaDataSource", outsideTransactions(source));
        }
        properties.put("jakarta.persistence.schema-generation.database.action", "create");
        properties.put("eclipselink.session-name", unit + "-" + System.identityHashCode(pool));
        EntityManagerFactory factory = Persistence.createEntityManagerFactory(unit.unit, properties);
        factory.createEntityManager().close();
        return factory;
    }

    /** Servers give EclipseLink a second data source, whose connections are not those of the transaction. */
    private static DataSource outsideTransactions(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(
                TestNode.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")
                            && transactionManager().getStatus() == Status.STATUS_ACTIVE) {
                        throw new AssertionError("a second connection in a transaction");
                    }
                    return method.invoke(source, arguments);
                });
    }

    public static TransactionManager transactionManager() {
        return com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    public <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    public CacheInvalidator invalidator() {
        return bean(CacheInvalidator.class);
    }

    public EntityManagerFactory factory() {
        return factory;
    }

    public Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /** Cuts the persistence unit off from the database, or reconnects it. */
    public void cut(boolean off) {
        cut.set(off);
    }

    public CacheEngine engine() {
        return bean(CacheRuntime.class).engine();
    }

    public VersionContexts contexts() {
        return bean(CacheRuntime.class).engine().contexts();
    }

    /** Runs work as a request, as the filter does. */
    public <T> T request(Callable<T> work) {
        VersionContexts contexts = contexts();
        VersionContext previous = contexts.bind(contexts.pin());
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            contexts.bind(previous);
            if (previous == null) {
                bean(CacheRuntime.class).entities().unbindEnded();
            }
        }
    }

    /** Returns the versions that the current request sees, or a new request would see. */
    public CacheVersions versions() {
        VersionContext bound = contexts().current();
        return bean(CacheRuntime.class)
                .versions(bound != null ? bound : contexts().pin());
    }

    /** Runs work with an entity manager in a transaction of the unit's kind. */
    public void transaction(Consumer<EntityManager> work) {
        try (EntityManager entityManager = factory.createEntityManager()) {
            entityManager.getTransaction().begin();
            work.accept(entityManager);
            entityManager.getTransaction().commit();
        }
    }

    /** Runs work in a JTA transaction. */
    public static <T> T jta(Callable<T> work) {
        TransactionManager manager = transactionManager();
        try {
            manager.begin();
            try {
                T result = work.call();
                if (manager.getStatus() == Status.STATUS_MARKED_ROLLBACK) {
                    manager.rollback();
                } else {
                    manager.commit();
                }
                return result;
            } finally {
                if (manager.getStatus() != Status.STATUS_NO_TRANSACTION) {
                    manager.rollback();
                }
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        container.close();
        factory.close();
        pool.close();
    }

    /** Gives beans the unit. */
    private static final class UnitExtension implements Extension {

        private final EntityManagerFactory factory;

        UnitExtension(EntityManagerFactory factory) {
            this.factory = factory;
        }

        void add(@Observes AfterBeanDiscovery event, BeanManager beans) {
            event.<EntityManagerFactory>addBean()
                    .types(EntityManagerFactory.class, Object.class)
                    .qualifiers(new UnitQualifier())
                    .scope(ApplicationScoped.class)
                    .produceWith(instance -> factory);
        }
    }

    private static final class UnitQualifier extends jakarta.enterprise.util.AnnotationLiteral<CacheVersionsUnit>
            implements CacheVersionsUnit {}
}
