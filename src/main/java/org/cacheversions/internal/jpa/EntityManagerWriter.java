package org.cacheversions.internal.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import org.cacheversions.internal.core.transaction.Targets;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/** Writes versions in the transaction of one entity manager. Used by one thread at a time. */
public final class EntityManagerWriter implements VersionSource.Enlisted {

    private final JpaVersionWriter writer;
    private final EntityManager entityManager;
    private final boolean reads;
    private final Runnable release;

    /** Writes through an entity manager that the caller closes. */
    public EntityManagerWriter(EntityManager entityManager, FreshVersion fresh, @Nullable JournalTable journal) {
        this(
                new JpaVersionWriter(fresh, journal == null ? null : new JpaJournal(journal)),
                entityManager,
                true,
                () -> {});
    }

    EntityManagerWriter(JpaVersionWriter writer, EntityManager entityManager, boolean reads, Runnable release) {
        this.writer = writer;
        this.entityManager = entityManager;
        this.reads = reads;
        this.release = release;
    }

    @Override
    public Collection<String> invalidate(SortedSet<String> caches) {
        return invalidate(Targets.whole(caches).scopes());
    }

    @Override
    public Collection<String> invalidate(SortedMap<String, Set<String>> scopes) {
        return writer.invalidate(entityManager, scopes);
    }

    @Override
    public void invalidateAll() {
        writer.invalidateAll(entityManager);
    }

    @Override
    public @Nullable List<VersionRow> read() {
        if (!reads) {
            return null;
        }
        return entityManager
                .createQuery(JpaVersionReader.READ, Object[].class)
                .setFlushMode(FlushModeType.COMMIT) // the application decides when its changes are flushed
                .setParameter("unlikeAnyBefore", "#" + UUID.randomUUID())
                .getResultStream()
                .map(JpaVersionReader::row)
                .toList();
    }

    @Override
    public void release() {
        release.run();
    }
}
