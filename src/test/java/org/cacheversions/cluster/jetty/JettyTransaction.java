package org.cacheversions.cluster.jetty;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.cacheversions.cluster.app.CurrentTransaction;

/** Uses the registry, which is a bean of Narayana. */
@ApplicationScoped
public class JettyTransaction implements CurrentTransaction {

    @Inject
    TransactionSynchronizationRegistry registry;

    @Override
    public boolean isActive() {
        return registry.getTransactionStatus() == Status.STATUS_ACTIVE;
    }

    @Override
    public void setRollbackOnly() {
        registry.setRollbackOnly();
    }
}
