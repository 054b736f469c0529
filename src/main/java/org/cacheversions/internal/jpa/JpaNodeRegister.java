package org.cacheversions.internal.jpa;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.cacheversions.internal.core.coherence.NodeRegister;
import org.cacheversions.persistence.CacheNode;

/** Reads and writes the table {@code cache_node} in the unit of the versions. Thread-safe. */
public final class JpaNodeRegister implements NodeRegister {

    private static final String BEGINS =
            "UPDATE CacheNode n SET n.begun = :read, n.seenAt = :now" + " WHERE n.node = :node AND n.begun < :read";
    private static final String INSTALLED =
            "UPDATE CacheNode n SET n.installed = :read WHERE n.node = :node AND n.installed < :read";
    private static final String ENTRIES =
            "SELECT n.node, n.begun, n.installed FROM CacheNode n WHERE n.node <> :unlikeAnyBefore";
    private static final String FORGET = "DELETE FROM CacheNode n WHERE n.node = :node AND n.begun = :read";

    private final JpaVersionSource unit;

    /** Uses the persistence unit of these versions. */
    public JpaNodeRegister(JpaVersionSource unit) {
        this.unit = unit;
    }

    @Override
    public void begins(String node, long read) {
        unit.apart(entityManager -> {
            int known = entityManager
                    .createQuery(BEGINS)
                    .setParameter("read", read)
                    .setParameter("now", now())
                    .setParameter("node", node)
                    .executeUpdate();
            if (known == 0) {
                // a primary key that exists fails here: the node has begun a later read, and this one was abandoned
                entityManager.persist(new CacheNode(node, read, now()));
            }
            return known;
        });
    }

    @Override
    public void installed(String node, long read) {
        update(INSTALLED, node, read);
    }

    @Override
    public List<Entry> entries() {
        return unit.read(ENTRIES, row -> new Entry((String) row[0], (Long) row[1], (Long) row[2]));
    }

    @Override
    public void forget(String node, long read) {
        update(FORGET, node, read);
    }

    private void update(String query, String node, long read) {
        unit.apart(entityManager -> entityManager
                .createQuery(query)
                .setParameter("read", read)
                .setParameter("node", node)
                .executeUpdate());
    }

    private static LocalDateTime now() {
        return LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
    }
}
