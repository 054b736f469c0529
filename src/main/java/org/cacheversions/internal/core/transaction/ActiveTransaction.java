package org.cacheversions.internal.core.transaction;

import org.jspecify.annotations.Nullable;

/**
 * A transaction that is active on the current thread, perhaps marked for rollback.
 *
 * @param key equal for the same transaction only
 * @param work what the library does in it, if anything yet
 */
public record ActiveTransaction(Object key, @Nullable TransactionWork work) {

    /** Returns whether both are the same transaction, or none. */
    public static boolean same(@Nullable ActiveTransaction one, @Nullable ActiveTransaction other) {
        return one == null ? other == null : other != null && one.key.equals(other.key);
    }
}
