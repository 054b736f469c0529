package org.cacheversions.cluster.app;

/** Access to the current transaction, since not all servers inject the registry. */
public interface CurrentTransaction {

    /** Returns whether the transaction can commit. */
    boolean isActive();

    /** Marks the transaction for rollback. */
    void setRollbackOnly();
}
