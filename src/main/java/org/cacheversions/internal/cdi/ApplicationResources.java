package org.cacheversions.internal.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.coherence.NodeRegister;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.support.Closing;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.internal.eclipselink.EclipseLinkTable;
import org.cacheversions.internal.hibernate.HibernateTable;
import org.cacheversions.internal.jdbc.ReplicaVersions;
import org.cacheversions.internal.jpa.InjectedUnit;
import org.cacheversions.internal.jpa.JpaNodeRegister;
import org.cacheversions.internal.jpa.JpaVersionSource;
import org.cacheversions.internal.jpa.OwnTransaction;
import org.cacheversions.internal.jpa.StaleH2;
import org.cacheversions.internal.jta.JtaOwnTransaction;
import org.cacheversions.internal.jta.JtaTransactions;
import org.cacheversions.persistence.CacheJournal;
import org.cacheversions.persistence.CacheNode;
import org.cacheversions.persistence.CacheVersion;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds the resources of the application: its persistence unit, transaction manager and replica. Opens a persistence
 * unit if the container does not provide it, and closes it at the end. Used by one thread at a time.
 */
final class ApplicationResources implements AutoCloseable {

    private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

    private final Instance<Object> beans;
    private final Deployment deployment;
    private final List<EntityManagerFactory> opened = new ArrayList<>();

    private @Nullable EntityManagerFactory unit;
    private @Nullable JpaVersionSource versions;
    private @Nullable JournalTable journal;

    ApplicationResources(Instance<Object> beans, Deployment deployment) {
        this.beans = beans;
        this.deployment = deployment;
    }

    Transactions transactions() {
        if (!OptionalDependency.TRANSACTIONS.isPresent()) {
            return Transactions.NONE;
        }
        TransactionSynchronizationRegistry registry = registry();
        return registry == null ? Transactions.NONE : new JtaTransactions(registry);
    }

    @SuppressWarnings("BanJNDI") // the name is a constant of the platform
    private @Nullable TransactionSynchronizationRegistry registry() {
        Instance<TransactionSynchronizationRegistry> bean = beans.select(TransactionSynchronizationRegistry.class);
        if (bean.isResolvable()) {
            return bean.get();
        }
        try {
            return InitialContext.doLookup(REGISTRY);
        } catch (NamingException e) {
            return null; // there is no transaction manager
        }
    }

    VersionSource source(Transactions transactions) {
        Instance<VersionSource> bean = beans.select(VersionSource.class);
        if (!bean.isUnsatisfied()) {
            return bean.get(); // throws if there are several
        }
        EntityManagerFactory factory = factory();
        requireEntity(factory, deployment.shownUnit());
        unit = factory;
        JpaVersionSource source = new JpaVersionSource(
                factory,
                ownTransaction(transactions),
                deployment.unitsElsewhere().isEmpty(),
                journal());
        versions = source;
        return source;
    }

    /** Returns the table of the journal, or {@code null} if the unit of the versions has no entity of it. */
    @Nullable
    JournalTable journal() {
        if (journal == null && unit != null && knows(unit, CacheJournal.class)) {
            String mapped = mappedTable(unit, CacheJournal.class);
            journal = new JournalTable(mapped == null ? "cache_journal" : mapped, table().sql(), new Warnings())
                    .scoped(deployment.scan().scopedCaches());
        }
        return journal;
    }

    /** Returns the register in which nodes acknowledge versions, in the unit that {@link #source} found. */
    NodeRegister register() {
        EntityManagerFactory factory = unit;
        JpaVersionSource source = versions;
        if (factory == null || source == null || !knows(factory, CacheNode.class)) {
            throw new InvalidConfigurationException(
                    DeploymentMessages.noNodeEntity(Configuration.LEASE_ACKNOWLEDGEMENTS, deployment.shownUnit()));
        }
        return new JpaNodeRegister(source);
    }

    /** Returns the unit that {@link #source} found, or {@code null} if the versions are not in a unit. */
    @Nullable
    EntityManagerFactory unit() {
        return unit;
    }

    /** Returns the table that is configured, or else the one that the unit maps the versions to, if that is known. */
    TableName table() {
        TableName configured = deployment.configuration().table();
        if (configured != null) {
            return configured;
        }
        String mapped = unit == null ? null : mappedTable(unit, CacheVersion.class);
        return mapped == null ? TableName.DEFAULT : new TableName(mapped);
    }

    private static @Nullable String mappedTable(EntityManagerFactory factory, Class<?> entity) {
        String mapped = OptionalDependency.HIBERNATE.isPresent() ? HibernateTable.of(factory, entity) : null;
        return mapped == null && OptionalDependency.ECLIPSELINK_DESCRIPTORS.isPresent()
                ? EclipseLinkTable.of(factory, entity)
                : mapped;
    }

    /** Returns the version of the unit's H2 if it may answer with old results, otherwise {@code null}. */
    @Nullable
    String staleH2(Transactions transactions) {
        EntityManagerFactory factory = unit;
        if (factory == null) {
            return null;
        }
        return ownTransaction(transactions)
                .none(() -> Optional.ofNullable(StaleH2.version(factory, deployment.dataSource())))
                .orElse(null);
    }

    private OwnTransaction ownTransaction(Transactions transactions) {
        if (transactions == Transactions.NONE) {
            return new Direct();
        }
        OwnTransaction byContainer = beans.select(JtaOwnTransaction.class).get();
        return new OwnTransaction() {

            @Override
            public <T> T required(Supplier<T> work) {
                return byContainer.required(work);
            }

            @Override
            public boolean canCommit() {
                return transactions.canCommit();
            }

            @Override
            public boolean keepsConnections() {
                return transactions.isActive() || OptionalDependency.UNITS_OF_WORK.isPresent();
            }

            @Override
            public <T> T none(Supplier<T> work) {
                return byContainer.none(work);
            }
        };
    }

    private EntityManagerFactory factory() {
        Instance<EntityManagerFactory> produced =
                beans.select(EntityManagerFactory.class, new CacheVersionsUnitLiteral());
        if (!produced.isUnsatisfied()) {
            return produced.get(); // as above
        }
        EntityManagerFactory injected = beans.select(InjectedUnit.class).get().factory;
        if (injected != null) {
            return injected;
        }
        Instance<EntityManagerFactory> plain = beans.select(EntityManagerFactory.class);
        if (plain.isResolvable()) {
            return plain.get();
        }
        String unit = deployment.unit();
        if (unit == null) {
            throw new InvalidConfigurationException(DeploymentMessages.noUnit());
        }
        return open(unit);
    }

    private EntityManagerFactory open(String unit) {
        EntityManagerFactory referred = deployment.references().find(unit);
        if (referred != null) {
            return referred;
        }
        try {
            EntityManagerFactory own = Persistence.createEntityManagerFactory(unit);
            opened.add(own);
            return own;
        } catch (RuntimeException e) {
            throw new InvalidConfigurationException(DeploymentMessages.unitNotOpened(unit, e), e);
        }
    }

    private static void requireEntity(EntityManagerFactory factory, String unit) {
        if (!knows(factory, CacheVersion.class)) {
            throw new InvalidConfigurationException(DeploymentMessages.noEntity(unit));
        }
    }

    private static boolean knows(EntityManagerFactory factory, Class<?> entity) {
        try {
            factory.getMetamodel().entity(entity);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Returns the reader of the versions in a replica.
     *
     * @param name the JNDI name of its data source, or the name of its unit
     */
    Supplier<List<VersionRow>> replica(String name, Transactions transactions) {
        if (name.indexOf(':') < 0 && name.indexOf('/') < 0) {
            EntityManagerFactory factory = open(name);
            requireEntity(factory, name);
            return new JpaVersionSource(factory, ownTransaction(transactions))::read;
        }
        return new ReplicaVersions(dataSource(name), table());
    }

    @SuppressWarnings("BanJNDI") // the name comes from the application's configuration
    private static DataSource dataSource(String name) {
        try {
            return InitialContext.<DataSource>doLookup(name);
        } catch (NamingException | ClassCastException e) {
            throw new InvalidConfigurationException(DeploymentMessages.guardNotFound(name, e), e);
        }
    }

    /** Closes the factories that this class has opened. */
    @Override
    public void close() {
        Closing.each(opened.stream().<Runnable>map(factory -> factory::close).toList());
        opened.clear();
    }

    private static final class Direct implements OwnTransaction {

        @Override
        public <T> T required(Supplier<T> work) {
            return work.get();
        }

        @Override
        public <T> T none(Supplier<T> work) {
            return work.get();
        }
    }
}
