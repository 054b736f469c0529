package org.cacheversions.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.jdbc.CacheRows;
import org.cacheversions.internal.jdbc.JdbcTransaction;

/** Changes rows one by one, as a whole and under the lock of the reserved row. */
final class Changes {

    /** Changes one row, and answers whether it did. */
    @FunctionalInterface
    interface Change {
        boolean apply(CacheRows rows, String cache) throws SQLException;
    }

    private Changes() {}

    static SortedSet<String> apply(
            Connection connection,
            SortedSet<String> caches,
            Change change,
            Consumer<String> unchanged,
            BiFunction<Collection<String>, Throwable, String> failed) {
        CacheRows rows = new CacheRows(connection);
        try {
            return JdbcTransaction.within(connection, () -> {
                rows.lockReserved();
                SortedSet<String> changed = new TreeSet<>();
                for (String cache : caches) {
                    if (change.apply(rows, cache)) {
                        changed.add(cache);
                    } else {
                        unchanged.accept(cache);
                    }
                }
                return Collections.unmodifiableSortedSet(changed);
            });
        } catch (SQLException e) {
            throw new CacheVersionsException(failed.apply(caches, e), e);
        }
    }
}
