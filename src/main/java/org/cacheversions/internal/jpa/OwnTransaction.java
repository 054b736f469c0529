package org.cacheversions.internal.jpa;

import java.util.function.Supplier;

/** How work is done apart from the caller's transaction. A real boundary: JTA or resource-local. */
public interface OwnTransaction {

    /** Runs the work in a transaction of its own, committed when this returns. */
    <T> T required(Supplier<T> work);

    /** Tells, within the work, whether that transaction may still commit: a container ends one that can't in silence. */
    default boolean canCommit() {
        return true;
    }

    /** Runs the work in no transaction, suspending one that is active. */
    <T> T none(Supplier<T> work);
}
