package org.cacheversions.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.transaction.Targets;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.internal.jdbc.JdbcVersionWriter;
import org.cacheversions.internal.jpa.EntityInvalidation;
import org.cacheversions.internal.jpa.EntityManagerWriter;
import org.cacheversions.spi.VersionSource;

/** The invalidator that applications inject. Thread-safe. */
@ApplicationScoped
class InjectedInvalidator implements CacheInvalidator {

    private final CacheRuntime runtime;
    private final FreshVersion fresh = new FreshVersion();

    /** Called for the container's proxy. */
    @SuppressWarnings("NullAway")
    protected InjectedInvalidator() {
        this(null);
    }

    @Inject
    InjectedInvalidator(CacheRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void invalidate(String... caches) {
        runtime.engine().invalidator().invalidate(Arrays.asList(caches));
    }

    @Override
    public void invalidate(Scope first, Scope... others) {
        runtime.engine().invalidator().invalidate(targets(first, others));
    }

    Targets targets(Scope first, Scope... others) {
        List<Scope> scopes = new ArrayList<>(List.of(runtime.checked(first)));
        for (Scope other : others) {
            scopes.add(runtime.checked(other));
        }
        return Targets.of(Set.of(), scopes);
    }

    @Override
    public void invalidateAll() {
        runtime.engine().invalidator().invalidateAll();
    }

    @Override
    public BoundInvalidator within(EntityManager entityManager) {
        EagerInvalidator bound = bound(
                new EntityManagerWriter(entityManager, fresh, runtime.journal()),
                () -> EntityInvalidation.isInTransaction(entityManager));
        runtime.entities().bind(entityManager, bound, bound::invalidate);
        return bound;
    }

    @Override
    public BoundInvalidator within(Connection connection) {
        return bound(
                new JdbcVersionWriter(connection, runtime.table(), fresh).journal(runtime.journal()),
                () -> isInTransaction(connection));
    }

    private static boolean isInTransaction(Connection connection) {
        try {
            return !connection.isClosed() && !connection.getAutoCommit();
        } catch (SQLException e) {
            return false; // the connection is unusable
        }
    }

    private EagerInvalidator bound(VersionSource.Enlisted writer, BooleanSupplier active) {
        return new EagerInvalidator(
                this,
                runtime.engine().invalidator(),
                writer,
                runtime.engine().registerTransaction(writer, active),
                runtime.entities()::unbind);
    }
}
