package org.cacheversions.cluster.app;

/** What the application needs to know of its transaction; servers don't all inject the registry. */
public interface CurrentTransaction {

    /** Tells whether it can commit. */
    boolean isActive();

    /** Lets it end in a rollback. */
    void setRollbackOnly();
}
