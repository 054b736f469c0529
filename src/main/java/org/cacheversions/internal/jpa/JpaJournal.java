package org.cacheversions.internal.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.spi.JournalRecord;

/** Reads and writes the journal in the unit of the versions. Thread-safe. */
final class JpaJournal {

    private static final String READ =
            "SELECT j.cache, j.revision, j.scope, j.version FROM CacheJournal j WHERE j.scope <> :unlikeAnyBefore AND ";
    private static final String REVISION = "SELECT c.revision FROM CacheVersion c WHERE c.cache = :cache";

    private static final Set<String> HEAD = Set.of(JournalRecord.WHOLE);

    private static final String NEWEST_FIRST = " ORDER BY j.revision DESC";

    /** A node that starts would otherwise read all scopes of thousands of large transactions. */
    private static final int MOST = 20_000;

    private final JournalTable table;
    private final int most;

    JpaJournal(JournalTable table) {
        this(table, MOST);
    }

    /** Reads at most this many records at once. */
    JpaJournal(JournalTable table, int most) {
        this.table = table;
        this.most = most;
    }

    /** Returns the newest records of these caches from these revisions on; none if they can't be read. */
    List<JournalRecord> read(SortedMap<String, Long> since, Function<String, ? extends Query> query) {
        if (!table.isRead() || (since.isEmpty() && !table.isUntried())) {
            return List.of();
        }
        try {
            Query select =
                    query.apply(READ + condition(since.size()) + NEWEST_FIRST).setMaxResults(most);
            int i = 0;
            for (Map.Entry<String, Long> each : since.entrySet()) {
                select.setParameter("cache" + i, each.getKey()).setParameter("since" + i, each.getValue());
                i++;
            }
            List<JournalRecord> records = new ArrayList<>();
            for (Object row : select.getResultList()) {
                records.add(record((Object[]) row));
            }
            table.worked();
            return records.size() < most ? records : withoutLast(records);
        } catch (RuntimeException e) {
            table.failed(e);
            return List.of();
        }
    }

    private static String condition(int caches) {
        return caches == 0
                ? "j.revision < 0" // only to see whether there is a journal
                : IntStream.range(0, caches)
                        .mapToObj(i -> "j.cache = :cache" + i + " AND j.revision >= :since" + i)
                        .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static JournalRecord record(Object[] row) {
        return new JournalRecord((String) row[0], (Long) row[1], (String) row[2], (String) row[3]);
    }

    /** Removes the records of the last revision, of which some may be missing: its other scopes would seem valid. */
    private static List<JournalRecord> withoutLast(List<JournalRecord> newestFirst) {
        long last = newestFirst.get(newestFirst.size() - 1).revision();
        return newestFirst.stream().filter(record -> record.revision() != last).toList();
    }

    /** Adds the first record of a cache that starts, since it is not known yet which ones will have scopes. */
    void begin(EntityManager entityManager, String cache) {
        if (table.isUsable()) {
            // those of an earlier life may have the revisions that the cache will get
            execute(entityManager, table.forget(), cache);
            write(entityManager, cache, HEAD);
        }
    }

    /** Records scopes, or the whole cache, under the label that a cache has got in this transaction. */
    void write(EntityManager entityManager, String cache, Set<String> scopes) {
        Set<String> recorded = table.recorded(cache, scopes);
        if (recorded.isEmpty()) {
            return;
        }
        try {
            add(entityManager, cache, recorded);
        } catch (RuntimeException e) {
            table.notWritten(cache, e);
            throw e;
        }
    }

    private void add(EntityManager entityManager, String cache, Set<String> recorded) {
        if (table.mends(cache)) {
            execute(entityManager, table.mend(), cache, cache);
        }
        for (String scope : recorded) {
            execute(entityManager, table.insert(), scope, cache);
        }
        if (table.isPruningDue()) {
            prune(entityManager, cache);
        }
    }

    private void prune(EntityManager entityManager, String cache) {
        long last = table.prunedUpTo(entityManager
                .createQuery(REVISION, Long.class)
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter("cache", cache)
                .getSingleResult());
        if (last > 0) {
            execute(entityManager, table.prune(), cache, JournalTable.prunedFrom(last), last);
        }
    }

    private static void execute(EntityManager entityManager, String sql, Object... parameters) {
        Query statement = entityManager.createNativeQuery(sql).setFlushMode(FlushModeType.COMMIT); // as the UPDATE
        for (int i = 0; i < parameters.length; i++) {
            statement.setParameter(i + 1, parameters[i]);
        }
        statement.executeUpdate();
    }
}
