package org.cacheversions.it.app;

/** How a transaction of the application ends. */
public enum Outcome {
    COMMIT,
    THROW,
    MARK_FOR_ROLLBACK
}
