package org.cacheversions.internal.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.cacheversions.spi.JournalRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JpaJournalTest {

    @ParameterizedTest
    @EnumSource(names = {"HIBERNATE_LOCAL", "ECLIPSELINK_LOCAL"})
    void ofARevisionAllRecordsAreReadOrNone(Unit unit) throws Exception {
        try (TestNode node = TestNode.start(unit)) {
            try (Connection connection = node.connection();
                    Statement statement = connection.createStatement()) {
                for (int revision = 1; revision <= 4; revision++) {
                    for (String scope : List.of("=1", "=2", "=3")) {
                        statement.execute("INSERT INTO cache_journal (cache, revision, scope, version, changed_at)"
                                + " VALUES ('a', %d, '%s', 'v', CURRENT_TIMESTAMP)".formatted(revision, scope));
                    }
                }
            }
            SortedMap<String, Long> since = new TreeMap<>(Map.of("a", 2L, "b", 0L));
            assertThat(revisions(node, since, 100)).containsExactly(4L, 4L, 4L, 3L, 3L, 3L, 2L, 2L, 2L);
            assertThat(revisions(node, since, 8)).containsExactly(4L, 4L, 4L, 3L, 3L, 3L);
            assertThat(revisions(node, since, 6)).containsExactly(4L, 4L, 4L);
            assertThat(revisions(node, since, 2)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HIBERNATE_LOCAL", "ECLIPSELINK_LOCAL"})
    void manyScopesAreRecorded(Unit unit) throws Exception {
        try (TestNode node = TestNode.start(unit)) {
            JournalTable table = new JournalTable("cache_journal", "cache_version", new Warnings());
            table.worked();
            Set<String> scopes =
                    IntStream.range(0, 120).mapToObj(user -> "=" + user).collect(Collectors.toSet());
            String cache;
            try (EntityManager entityManager = node.factory().createEntityManager()) {
                entityManager.getTransaction().begin();
                cache = entityManager
                        .createQuery("SELECT MAX(c.cache) FROM CacheVersion c", String.class)
                        .getSingleResult();
                new JpaJournal(table).write(entityManager, cache, scopes);
                entityManager.getTransaction().commit();
            }
            SortedMap<String, Long> since = new TreeMap<>(Map.of(cache, 0L));
            assertThat(records(node, since, 1_000))
                    .extracting(JournalRecord::scope)
                    .containsAll(scopes);
        }
    }

    private static List<Long> revisions(TestNode node, SortedMap<String, Long> since, int most) {
        return records(node, since, most).stream().map(JournalRecord::revision).toList();
    }

    private static List<JournalRecord> records(TestNode node, SortedMap<String, Long> since, int most) {
        JpaJournal journal = new JpaJournal(new JournalTable("cache_journal", "cache_version", new Warnings()), most);
        try (EntityManager entityManager = node.factory().createEntityManager()) {
            return journal.read(since, text -> entityManager.createQuery(text).setParameter("unlikeAnyBefore", "#"));
        }
    }
}
