package org.cacheversions.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.util.Arrays;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.internal.core.FreshVersion;
import org.cacheversions.internal.jdbc.JdbcVersionWriter;
import org.cacheversions.internal.jpa.EntityManagerWriter;
import org.cacheversions.spi.VersionSource;

/** The application's invalidator. Safe for use by many threads. */
@ApplicationScoped
class InjectedInvalidator implements CacheInvalidator {

    private final CacheRuntime runtime;
    private final FreshVersion fresh = new FreshVersion();

    /** For the container's proxy. */
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
    public void invalidateAll() {
        runtime.engine().invalidator().invalidateAll();
    }

    @Override
    public BoundInvalidator within(EntityManager entityManager) {
        BoundInvalidator bound = bound(new EntityManagerWriter(entityManager, fresh));
        runtime.entities().bind(entityManager, bound);
        return bound;
    }

    @Override
    public BoundInvalidator within(Connection connection) {
        return bound(new JdbcVersionWriter(connection, fresh));
    }

    private BoundInvalidator bound(VersionSource.Enlisted writer) {
        return new EagerInvalidator(this, runtime.engine().invalidator(), writer, runtime.entities()::unbind);
    }
}
