package org.cacheversions.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.spi.JournalRecord;

/** Reads the table of the journal, which may be absent. Used by one thread. */
final class Journal {

    private static final String COUNT =
            "SELECT cache, COUNT(DISTINCT scope), COUNT(*) FROM cache_journal" + " WHERE scope <> ? GROUP BY cache";
    private static final String SCOPES =
            "SELECT revision, scope FROM cache_journal WHERE cache = ? AND revision > ? AND revision <= ?";

    private static final int MOST_SHOWN = 20;

    private final TableName table;
    private boolean readable = true;

    Journal(TableName table) {
        this.table = table;
    }

    /**
     * What the journal contains of a cache.
     *
     * @param scopes how many scopes
     * @param records how many records of them
     */
    record Count(long scopes, long records) {

        static final Count NONE = new Count(0, 0);
    }

    /** Returns the counts of caches that have some, or nothing if there is no journal to read. */
    Optional<Map<String, Count>> counts(Connection database) {
        Map<String, Count> counts = new TreeMap<>();
        try (PreparedStatement select = exists(database) ? database.prepareStatement(table.in(COUNT)) : null) {
            if (select == null) {
                return Optional.empty();
            }
            select.setString(1, JournalRecord.WHOLE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), new Count(rows.getLong(2), rows.getLong(3)));
                }
            }
            return Optional.of(counts);
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** A failed SELECT would do, but some drivers log it. */
    private static boolean exists(Connection database) throws SQLException {
        try (ResultSet tables = database.getMetaData().getTables(database.getCatalog(), null, "%", null)) {
            while (tables.next()) {
                if (tables.getString("TABLE_NAME").equalsIgnoreCase("cache_journal")) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Returns the scopes that were invalidated between two rows of a cache; empty if it was the whole cache. */
    String scopes(Connection database, CacheRow before, CacheRow now) {
        SortedSet<String> scopes = new TreeSet<>();
        SortedSet<Long> revisions = new TreeSet<>();
        if (!readable) {
            return "";
        }
        try (PreparedStatement select = database.prepareStatement(table.in(SCOPES))) {
            select.setString(1, now.name());
            select.setLong(2, before.revision());
            select.setLong(3, now.revision());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    revisions.add(rows.getLong(1));
                    scopes.add(JournalTable.shown(rows.getString(2)));
                }
            }
        } catch (SQLException e) {
            readable = false; // there is none; the next look begins a new transaction
            return "";
        }
        return scopes.contains(JournalRecord.WHOLE) || revisions.size() < now.revision() - before.revision()
                ? ""
                : String.join(",", scopes.stream().limit(MOST_SHOWN).toList())
                        + (scopes.size() > MOST_SHOWN ? ",..." : "");
    }
}
