package org.cacheversions.internal.core.transaction;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/**
 * The library's work in one JTA transaction. New versions are written just before the transaction completes, so that
 * their rows are locked no longer than needed; entries computed in it are stored after its commit. Thread-safe.
 */
public final class TransactionWork {

    /** How a transaction has ended. */
    public enum Outcome {
        COMMITTED,
        ROLLED_BACK,
        UNKNOWN
    }

    /** A batch that looks up many keys in one transaction must not fill the heap with entries not yet stored. */
    private static final int MOST_DEFERRED = 10_000;

    private final VersionSource source;
    private final Announcer announcer;
    private final FaultPoint faults;
    private final Warnings warnings;
    private final Invalidation invalidation = new Invalidation();
    private final SortedSet<String> unverified = new TreeSet<>();
    private final Map<DeferredKey, Deferred> deferred = new LinkedHashMap<>();
    /** Not a monitor: the holder waits for the database, which would pin a virtual thread to its carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    private VersionSource.@Nullable Enlisted writer;
    private boolean afterwards;
    private boolean completing;
    private volatile @Nullable Outcome outcome;

    public TransactionWork(VersionSource source, Announcer announcer, FaultPoint faults, Warnings warnings) {
        this.source = source;
        this.announcer = announcer;
        this.faults = faults;
        this.warnings = warnings;
    }

    public Invalidation invalidation() {
        return invalidation;
    }

    public boolean hasCommitted() {
        return outcome == Outcome.COMMITTED;
    }

    /** Adds caches or scopes to invalidate; {@code verified} if each cache is known to have a row. */
    public void invalidate(Targets targets, boolean verified) {
        lock.lock();
        try {
            enlist();
            if (!verified) {
                unverified.addAll(targets.caches());
            }
            Targets news = invalidation.add(targets);
            if (completing && writer != null && !news.isEmpty()) {
                invalidation.written(news.caches());
                check(writer.invalidate(news.scopes()));
            }
        } finally {
            lock.unlock();
        }
    }

    public void invalidateAll() {
        lock.lock();
        try {
            enlist();
            invalidation.addAll();
            if (completing && writer != null) {
                invalidation.written(List.of(CacheNames.RESERVED));
                writer.invalidateAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void enlist() {
        if (enlisted() == null) {
            warnings.once(TransactionMessages.notTransactional());
        }
    }

    private VersionSource.@Nullable Enlisted enlisted() {
        if (writer == null && !afterwards) {
            try {
                writer = source.enlist();
            } catch (UnsupportedOperationException e) {
                afterwards = true;
            }
        }
        return writer;
    }

    /** Reads the versions as this transaction sees them; {@code null} if that is impossible. */
    @Nullable
    List<VersionRow> readVersions() {
        lock.lock();
        try {
            VersionSource.Enlisted reader = enlisted();
            return reader == null ? null : reader.read();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    public CachedValue find(Generation generation, EntryKey key) {
        lock.lock();
        try {
            Deferred found = deferred.get(new DeferredKey(generation, key));
            return found == null ? null : found.entry;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps an entry until the commit; {@code rejected} is the one that the call has found and can't use. */
    public void defer(Generation generation, EntryKey key, CachedValue entry, @Nullable CachedValue rejected) {
        lock.lock();
        try {
            if (outcome == null && deferred.size() < MOST_DEFERRED) {
                deferred.put(new DeferredKey(generation, key), new Deferred(entry, rejected));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes the new versions in this transaction, which fails if this method throws. */
    public void beforeCompletion() {
        lock.lock();
        try {
            completing = true;
            VersionSource.Enlisted enlisted = writer;
            if (enlisted == null || invalidation.isEmpty()) {
                return;
            }
            faults.reached(FaultPoint.BEFORE_UPDATE);
            if (invalidation.isAll()) {
                invalidation.written(List.of(CacheNames.RESERVED));
                enlisted.invalidateAll();
            } else {
                Targets targets = invalidation.targets();
                invalidation.written(targets.caches());
                check(enlisted.invalidate(targets.scopes()));
            }
            faults.reached(FaultPoint.AFTER_UPDATE);
        } finally {
            lock.unlock();
        }
    }

    private void check(Collection<String> missing) {
        for (String cache : missing) {
            if (unverified.contains(cache)) {
                throw new UnknownCacheException(VersionMessages.unknownCache(cache, List.of()));
            }
            warnings.once(VersionMessages.stoppedCache(cache));
        }
    }

    /** Announces the invalidation and stores the entries, or drops both. Never throws. */
    public void afterCompletion(Outcome ended) {
        Map<DeferredKey, Deferred> entries;
        lock.lock();
        try {
            outcome = ended;
            entries = Map.copyOf(deferred);
            deferred.clear();
            if (writer != null) {
                if (ended != Outcome.ROLLED_BACK) {
                    announcer.guarded("publishing the new versions", writer::committed);
                }
                announcer.guarded("closing its entity manager", writer::release);
            }
        } finally {
            lock.unlock();
        }
        if (ended == Outcome.ROLLED_BACK) {
            invalidation.undo();
            return;
        }
        invalidation.settle();
        if (!invalidation.isEmpty()) {
            faults.reached(FaultPoint.AFTER_COMMIT);
            if (afterwards) {
                announcer.guarded("writing the new versions", this::writeAfterwards);
            }
            announcer.announce(invalidation);
        }
        if (ended == Outcome.COMMITTED) {
            entries.forEach(this::store);
        }
    }

    private void writeAfterwards() {
        if (invalidation.isAll()) {
            source.invalidateAll();
        } else {
            source.invalidate(invalidation.targets().scopes());
        }
    }

    private void store(DeferredKey key, Deferred computed) {
        CachedValue value = computed.entry;
        if (!invalidation.coversMethod(key.generation.method())
                && !invalidation.coversAnyRow(value.reads())
                && !invalidation.coversAnyStamp(value.stamps())) {
            faults.reached(FaultPoint.BEFORE_DEFERRED_STORE);
            key.generation.put(key.key, value, computed.rejected);
        }
    }

    private record Deferred(CachedValue entry, @Nullable CachedValue rejected) {}

    private record DeferredKey(Generation generation, EntryKey key) {

        // a record's own equals keeps its class loader reachable on JDK 17, from a constant in ObjectMethods
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof DeferredKey that && generation == that.generation && key.equals(that.key);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(generation) + key.hashCode();
        }
    }
}
