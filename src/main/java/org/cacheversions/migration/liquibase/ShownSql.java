package org.cacheversions.migration.liquibase;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.internal.jdbc.CacheRows;

/** The SQL of a change, for a script that someone runs by hand. Names of caches need no escaping. */
final class ShownSql {

    private static final String LOCK = "UPDATE cache_version SET changed_at = CURRENT_TIMESTAMP WHERE cache = '*'";

    /** A table that JPA has generated lacks the reserved row. */
    private static final String RESERVE = "INSERT INTO cache_version (cache, version, revision, changed_at)"
            + " SELECT '*', 'reserved', 0, CURRENT_TIMESTAMP FROM (SELECT COUNT(*) AS n FROM cache_version"
            + " WHERE cache = '*') reserved_row WHERE n = 0";

    private ShownSql() {}

    static List<String> start(SortedSet<String> caches, boolean ifAbsent, boolean scopes) {
        FreshVersion fresh = new FreshVersion();
        List<String> sql = new ArrayList<>(List.of(RESERVE, LOCK));
        for (String cache : caches) {
            if (scopes) { // as long as the cache has no row
                sql.add(CacheRows.FORGET.replace("?", "'" + cache + "'")
                        + " AND NOT EXISTS (SELECT 1 FROM cache_version v WHERE v.cache = '" + cache + "')");
            }
            sql.add("INSERT INTO cache_version (cache, version, revision, changed_at) SELECT '" + cache + "', '"
                    + fresh.next() + "', revision + 1, changed_at FROM cache_version WHERE cache = '*'"
                    + (ifAbsent ? " AND NOT EXISTS (SELECT 1 FROM cache_version WHERE cache = '" + cache + "')" : ""));
            if (scopes) {
                sql.add(CacheRows.RECORD.replace("?", "'" + cache + "'"));
            }
        }
        return sql;
    }

    static List<String> stop(SortedSet<String> caches, boolean scopes) {
        List<String> sql = new ArrayList<>(List.of(RESERVE, LOCK));
        for (String cache : caches) {
            // nested, since MySQL can't select from the table that it updates
            sql.add("UPDATE cache_version SET revision = (SELECT newest FROM (SELECT MAX(revision) AS newest FROM"
                    + " cache_version WHERE cache IN ('*', '" + cache + "')) revisions) WHERE cache = '*'");
            sql.add("DELETE FROM cache_version WHERE cache = '" + cache + "'");
            if (scopes) {
                sql.add(CacheRows.FORGET.replace("?", "'" + cache + "'"));
            }
        }
        return sql;
    }
}
