package org.cacheversions.cluster.control;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cacheversions.CachesInvalidated;
import org.cacheversions.internal.jpa.JpaVersionSource;
import org.cacheversions.internal.jta.JtaOwnTransaction;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The naive approach: all nodes share one cache of the versions themselves, which a miss fills and a commit deletes. A
 * reader that is overtaken by a commit and its delete then stores old versions, which stay until the next invalidation.
 */
@ApplicationScoped
public class SharedVersions implements VersionSource {

    @Inject
    EntityManager entityManager;

    @Inject
    JtaOwnTransaction transactions;

    private final ConcurrentLinkedQueue<Connection> connections = new ConcurrentLinkedQueue<>();
    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private VersionSource table;

    @PostConstruct
    void open() {
        database.setUrl(System.getProperty("cluster.url"));
        database.setUser("postgres");
        table = new JpaVersionSource(entityManager.getEntityManagerFactory(), transactions);
    }

    @Override
    public List<VersionRow> read() {
        String shared = shared("SELECT versions FROM shared_versions", null);
        if (shared != null) {
            return Stream.of(shared.split(" ")).map(SharedVersions::parsed).toList();
        }
        List<VersionRow> rows = table.read();
        shared(
                "INSERT INTO shared_versions (id, versions) VALUES (1, ?) "
                        + "ON CONFLICT (id) DO UPDATE SET versions = EXCLUDED.versions RETURNING versions",
                rows.stream()
                        .map(row -> row.cache() + ":" + row.revision() + ":" + row.version())
                        .collect(Collectors.joining(" ")));
        return rows;
    }

    void forget(@Observes CachesInvalidated event) {
        forget();
    }

    private void forget() {
        shared("DELETE FROM shared_versions RETURNING versions", null);
    }

    private static VersionRow parsed(String text) {
        String[] parts = text.split(":");
        return new VersionRow(parts[0], Long.parseLong(parts[1]), parts[2]);
    }

    private String shared(String sql, String parameter) {
        Connection connection = connections.poll();
        try {
            if (connection == null) {
                connection = database.getConnection();
            }
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                if (parameter != null) {
                    statement.setString(1, parameter);
                }
                try (ResultSet row = statement.executeQuery()) {
                    String answer = row.next() ? row.getString(1) : null;
                    connections.add(connection);
                    return answer;
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Collection<String> invalidate(SortedSet<String> caches) {
        return table.invalidate(caches);
    }

    @Override
    public void invalidateAll() {
        table.invalidateAll();
    }

    @Override
    public void start(SortedSet<String> caches) {
        table.start(caches);
        forget();
    }

    @Override
    public Enlisted enlist() {
        return table.enlist();
    }
}
