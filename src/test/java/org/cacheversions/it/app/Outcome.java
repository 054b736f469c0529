package org.cacheversions.it.app;

/** How a transaction is to end. */
public enum Outcome {
    COMMIT,
    THROW,
    MARK_FOR_ROLLBACK,
    /** Just before it commits, when the new versions are written. */
    THROW_WHILE_COMPLETING,
    /** By a promise to PostgreSQL, which looks at it when it commits or prepares. */
    REFUSED_BY_DATABASE
}
