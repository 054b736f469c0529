package org.cacheversions.cluster.server;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.cacheversions.cluster.app.CurrentTransaction;

/** Uses the registry, which is a resource of the server. */
@ApplicationScoped
public class ServerTransaction implements CurrentTransaction {

    @Resource
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
