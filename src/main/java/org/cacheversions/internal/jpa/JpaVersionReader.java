package org.cacheversions.internal.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.cacheversions.spi.JournaledVersions;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/** Reads from a persistence unit, outside any transaction of the application, which the caller suspends. Thread-safe. */
final class JpaVersionReader {

    /**
     * The parameter has a new value each time, because H2 before 2.3.230 may return the previous result of an identical
     * query although a commit has changed it since (h2database issue 3894). No hint bypasses the shared cache: a
     * projection is never answered from it, and EclipseLink generates the SQL of a query with a hint anew each time,
     * which makes the read three times as slow.
     */
    static final String READ =
            "SELECT c.cache, c.revision, c.version FROM CacheVersion c WHERE c.cache <> :unlikeAnyBefore";

    /** The time for which a request waits for a read. Not every driver has a timeout. */
    private static final int TIMEOUT_MILLIS = 10_000;

    private final EntityManagerFactory factory;
    private final AutoCommit autoCommit;
    private final @Nullable JpaJournal journal;
    private final AtomicLong reads = new AtomicLong();
    private final Map<String, Boolean> named = new ConcurrentHashMap<>();

    JpaVersionReader(EntityManagerFactory factory, @Nullable JpaJournal journal) {
        this.factory = factory;
        this.autoCommit = new AutoCommit(factory);
        this.journal = journal;
    }

    /** Returns the versions, and the records of the journal that are needed beside them. */
    JournaledVersions read(Function<List<VersionRow>, SortedMap<String, Long>> since) {
        try (Reading reading = new Reading(factory.createEntityManager(), autoCommit)) {
            List<VersionRow> rows = query(reading.entityManager, READ)
                    .getResultStream()
                    .map(JpaVersionReader::row)
                    .toList();
            return new JournaledVersions(
                    rows,
                    journal == null
                            ? List.of()
                            : journal.read(since.apply(rows), text -> query(reading.entityManager, text)));
        }
    }

    /** Returns the rows of a query that has the parameter {@code unlikeAnyBefore}. */
    <T> List<T> read(String query, Function<Object[], T> make) {
        try (Reading reading = new Reading(factory.createEntityManager(), autoCommit)) {
            return query(reading.entityManager, query)
                    .getResultStream()
                    .map(make)
                    .toList();
        }
    }

    static VersionRow row(Object[] row) {
        return new VersionRow((String) row[0], (Long) row[1], (String) row[2]);
    }

    /**
     * The query is named, since EclipseLink generates the SQL of an unnamed query with a hint each time, which makes
     * the read three times as slow.
     */
    private TypedQuery<Object[]> query(EntityManager entityManager, String query) {
        if (named.putIfAbsent(query, true) == null) {
            factory.addNamedQuery(
                    query,
                    entityManager
                            .createQuery(query, Object[].class)
                            .setHint("jakarta.persistence.query.timeout", TIMEOUT_MILLIS));
        }
        return entityManager
                .createNamedQuery(query, Object[].class)
                .setParameter("unlikeAnyBefore", "#" + reads.incrementAndGet());
    }

    /** An entity manager that only reads, outside any transaction of the application. */
    private static final class Reading implements AutoCloseable {

        private final EntityManager entityManager;
        private @Nullable EntityTransaction transaction;

        Reading(EntityManager entityManager, AutoCommit autoCommit) {
            this.entityManager = entityManager;
            try {
                transaction = autoCommit.begin(entityManager);
            } catch (RuntimeException e) {
                entityManager.close();
                throw e;
            }
        }

        @Override
        public void close() {
            try (entityManager) {
                if (transaction != null) {
                    transaction.rollback();
                }
            }
        }
    }
}
