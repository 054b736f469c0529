package org.cacheversions.internal.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cacheversions.internal.core.transaction.ActiveTransaction;
import org.cacheversions.internal.core.transaction.TransactionWork;
import org.cacheversions.internal.core.transaction.TransactionWork.Outcome;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.spi.JournalRecord;
import org.cacheversions.spi.JournaledVersions;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/** An in-memory database with versions, data and transactions that the test controls. */
public final class Database implements VersionSource, Transactions {

    private final Map<String, VersionRow> rows = new TreeMap<>();
    private final Map<String, Object> data = new HashMap<>();
    private final List<JournalRecord> journal = new ArrayList<>();
    private final AtomicInteger journalReads = new AtomicInteger();
    private final ThreadLocal<@Nullable Transaction> current = new ThreadLocal<>();
    private final AtomicInteger reads = new AtomicInteger();
    public volatile Runnable whenStarted = () -> {};
    public final AtomicInteger readsInTransactions = new AtomicInteger();
    private final FreshVersion fresh = new FreshVersion();
    private final List<String> updates = new ArrayList<>();
    private volatile boolean down;
    private volatile Runnable whenRead = () -> {};
    private volatile boolean resourceLocal;
    private volatile @Nullable RuntimeException refusal;

    public Database(String... caches) {
        start(new TreeSet<>(List.of(caches)));
    }

    public void down(boolean off) {
        down = off;
    }

    /** Runs an action with each SELECT of the versions. */
    public void whenRead(Runnable action) {
        whenRead = action;
    }

    /** From now on, versions cannot be written in the application's transactions. */
    public void resourceLocal() {
        resourceLocal = true;
    }

    /** Lets the next UPDATE fail. */
    public void refuse(RuntimeException cause) {
        refusal = cause;
    }

    public int reads() {
        return reads.get();
    }

    /** Returns the updates of the versions table in order, whether committed or not. */
    public synchronized List<String> updates() {
        return List.copyOf(updates);
    }

    public synchronized VersionRow row(String cache) {
        return rows.get(cache);
    }

    /** Replaces the row of a cache, as a restored backup or a repeated random number would. */
    public synchronized void replace(VersionRow row) {
        rows.put(row.cache(), row);
    }

    public synchronized void stop(String cache) {
        rows.remove(cache);
    }

    // data

    /** Returns the value that the transaction of this thread sees, or else the committed value. */
    public synchronized @Nullable Object value(String key) {
        Transaction transaction = current.get();
        if (transaction != null && transaction.writes.containsKey(key)) {
            return transaction.writes.get(key);
        }
        return (transaction != null && transaction.snapshot != null ? transaction.snapshot : data).get(key);
    }

    public synchronized void write(String key, @Nullable Object value) {
        Transaction transaction = current.get();
        (transaction != null ? transaction.writes : data).put(key, value);
    }

    // transactions

    public Transaction begin() {
        Transaction transaction = new Transaction(null);
        current.set(transaction);
        return transaction;
    }

    /** Begins a transaction that sees only what is committed now. */
    public synchronized Transaction beginSnapshot() {
        Transaction transaction = new Transaction(new HashMap<>(data));
        current.set(transaction);
        return transaction;
    }

    public void commit() {
        Transaction transaction = current.get();
        if (transaction.rollbackOnly) {
            rollback();
            throw new IllegalStateException("rolled back");
        }
        try {
            if (transaction.work != null) {
                transaction.work.beforeCompletion();
            }
        } catch (RuntimeException e) {
            rollback();
            throw e;
        }
        apply(transaction);
        end(transaction, Outcome.COMMITTED);
    }

    public void rollback() {
        end(current.get(), Outcome.ROLLED_BACK);
    }

    /** Commits, but reports an unknown outcome. */
    public void commitUnknown() {
        Transaction transaction = current.get();
        if (transaction.work != null) {
            transaction.work.beforeCompletion();
        }
        apply(transaction);
        end(transaction, Outcome.UNKNOWN);
    }

    public void rollbackOnly() {
        current.get().rollbackOnly = true;
    }

    public Transaction suspend() {
        Transaction transaction = current.get();
        current.remove();
        return transaction;
    }

    public void resume(Transaction transaction) {
        current.set(transaction);
    }

    private synchronized void apply(Transaction transaction) {
        data.putAll(transaction.writes);
        rows.putAll(transaction.rows);
        journal.addAll(transaction.records);
    }

    private void end(Transaction transaction, Outcome outcome) {
        current.remove();
        if (transaction.work != null) {
            transaction.work.afterCompletion(outcome);
        }
    }

    @Override
    public @Nullable ActiveTransaction active() {
        Transaction transaction = current.get();
        return transaction == null ? null : new ActiveTransaction(transaction, transaction.work);
    }

    @Override
    public TransactionWork join(Supplier<TransactionWork> create) {
        Transaction transaction = current.get();
        if (transaction.rollbackOnly) {
            throw new IllegalStateException("the transaction can only roll back");
        }
        if (transaction.work == null) {
            transaction.work = create.get();
        }
        return transaction.work;
    }

    // versions

    public int journalReads() {
        return journalReads.get();
    }

    /** Removes the records of the journal up to a revision. */
    public synchronized void prune(long revision) {
        journal.removeIf(record -> record.revision() <= revision);
    }

    @Override
    public synchronized JournaledVersions read(Function<List<VersionRow>, SortedMap<String, Long>> since) {
        List<VersionRow> read = read();
        SortedMap<String, Long> needed = since.apply(read);
        if (needed.isEmpty()) {
            return new JournaledVersions(read, List.of());
        }
        journalReads.incrementAndGet();
        return new JournaledVersions(
                read,
                journal.stream()
                        .filter(record ->
                                needed.containsKey(record.cache()) && record.revision() >= needed.get(record.cache()))
                        .toList());
    }

    @Override
    public synchronized Collection<String> invalidate(SortedMap<String, Set<String>> scopes) {
        Collection<String> missing = bump(new TreeSet<>(scopes.keySet()), rows);
        record(scopes, rows, journal);
        return missing;
    }

    private static void record(
            SortedMap<String, Set<String>> scopes, Map<String, VersionRow> written, List<JournalRecord> target) {
        scopes.forEach((cache, texts) -> {
            VersionRow row = written.get(cache);
            if (row != null) {
                Set<String> recorded = texts.isEmpty() ? Set.of(JournalRecord.WHOLE) : texts;
                recorded.forEach(text -> target.add(new JournalRecord(cache, row.revision(), text, row.version())));
            }
        });
    }

    @Override
    public synchronized List<VersionRow> read() {
        reads.incrementAndGet();
        requireUp();
        whenRead.run();
        return List.copyOf(rows.values());
    }

    /** A transaction that the application runs itself. */
    public Enlisted application() {
        return new Transaction(null);
    }

    @Override
    public synchronized Collection<String> invalidate(SortedSet<String> caches) {
        return bump(caches, rows);
    }

    @Override
    public synchronized void invalidateAll() {
        updates.add("all");
        requireUp();
        rows.replaceAll((cache, row) -> next(row));
    }

    @Override
    public void start(SortedSet<String> caches) {
        whenStarted.run();
        startNow(caches);
    }

    private synchronized void startNow(SortedSet<String> caches) {
        requireUp();
        for (String cache : caches) {
            rows.computeIfAbsent(cache, name -> {
                VersionRow row = new VersionRow(cache, 1, fresh.next());
                journal.add(new JournalRecord(cache, 1, JournalRecord.WHOLE, row.version()));
                return row;
            });
        }
    }

    @Override
    public Enlisted enlist() {
        if (resourceLocal) {
            throw new UnsupportedOperationException();
        }
        Transaction transaction = current.get();
        if (transaction.rollbackOnly) {
            throw new IllegalStateException("as EclipseLink does");
        }
        return transaction;
    }

    private Collection<String> bump(SortedSet<String> caches, Map<String, VersionRow> target) {
        requireUp();
        RuntimeException cause = refusal;
        if (cause != null) {
            refusal = null;
            throw cause;
        }
        List<String> missing = new ArrayList<>();
        for (String cache : caches) {
            updates.add(cache);
            VersionRow row = rows.get(cache);
            if (row == null) {
                missing.add(cache);
            } else {
                target.put(cache, next(row));
            }
        }
        return missing;
    }

    private VersionRow next(VersionRow row) {
        return new VersionRow(row.cache(), row.revision() + 1, fresh.nextOtherThan(row.version()));
    }

    private void requireUp() {
        if (down) {
            throw new IllegalStateException("the database is down");
        }
    }

    public final class Transaction implements Enlisted {

        private final @Nullable Map<String, Object> snapshot;
        private final @Nullable Map<String, VersionRow> versions;
        private final Map<String, Object> writes = new HashMap<>();
        private final Map<String, VersionRow> rows = new TreeMap<>();
        private final List<JournalRecord> records = new ArrayList<>();
        private volatile @Nullable TransactionWork work;
        private volatile boolean rollbackOnly;
        private int releases;
        private int commits;

        private Transaction(@Nullable Map<String, Object> snapshot) {
            this.snapshot = snapshot;
            this.versions = snapshot == null ? null : new TreeMap<>(Database.this.rows);
        }

        @Override
        public List<VersionRow> read() {
            synchronized (Database.this) {
                requireUp();
                readsInTransactions.incrementAndGet();
                Map<String, VersionRow> seen = new TreeMap<>(versions != null ? versions : Database.this.rows);
                seen.putAll(rows);
                return List.copyOf(seen.values());
            }
        }

        public int releases() {
            return releases;
        }

        @Override
        public Collection<String> invalidate(SortedSet<String> caches) {
            synchronized (Database.this) {
                return bump(caches, rows);
            }
        }

        @Override
        public Collection<String> invalidate(SortedMap<String, Set<String>> scopes) {
            synchronized (Database.this) {
                Collection<String> missing = bump(new TreeSet<>(scopes.keySet()), rows);
                record(scopes, rows, records);
                return missing;
            }
        }

        @Override
        public void invalidateAll() {
            synchronized (Database.this) {
                updates.add("all");
                Database.this.rows.forEach((cache, row) -> rows.put(cache, next(row)));
            }
        }

        public int commits() {
            return commits;
        }

        @Override
        public void committed() {
            commits++;
        }

        @Override
        public void release() {
            releases++;
        }
    }
}
