package org.cacheversions.it.app;

/** How a transaction ends. */
public enum Outcome {
    COMMIT,
    THROW,
    MARK_FOR_ROLLBACK,
    /** Fails just before the commit, after the new versions are written. */
    THROW_WHILE_COMPLETING,
    /** Violates a deferred constraint, which PostgreSQL checks when it commits or prepares. */
    REFUSED_BY_DATABASE
}
