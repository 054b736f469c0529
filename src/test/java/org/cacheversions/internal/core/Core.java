package org.cacheversions.internal.core;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.CacheFilter;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/** The core of one node over a database that a test controls. */
final class Core {

    static final Duration LOCK_TIMEOUT = Duration.ofMinutes(1);

    /** Any method, for filters. */
    private static final java.lang.reflect.Method METHOD = Object.class.getMethods()[0];

    final Database database;
    final TestStore store = new TestStore();
    final Stops stops = new Stops();
    final Counts counts = new Counts();
    final List<SortedSet<String>> announced = new CopyOnWriteArrayList<>();
    final CacheEngine engine;

    Core(String... caches) {
        this(new Database(caches), false);
    }

    Core(Database database, boolean autoStart) {
        this.database = database;
        this.engine = new CacheEngine(
                new CacheEngine.Parts(database, store, database, counts, stops, List.of(announced::add)), autoStart);
    }

    Core(Database database, Coherence coherence, NodeServices node) {
        this.database = database;
        this.engine = new CacheEngine(
                new CacheEngine.Parts(database, store, database, counts, stops, List.of(announced::add)),
                false,
                coherence,
                node);
    }

    /** Registers a method whose entries depend on these caches. */
    CachePlan plan(String id, String... caches) {
        return plan(id, options(LOCK_TIMEOUT, true, null), false, caches);
    }

    CachePlan stagePlan(String id, String... caches) {
        return plan(id, options(LOCK_TIMEOUT, true, null), true, caches);
    }

    CachePlan plan(String id, CachePlan.Options options, boolean asynchronous, String... caches) {
        return engine.register(index -> new CachePlan(
                index,
                id,
                METHOD,
                Collections.unmodifiableSortedSet(new TreeSet<>(List.of(caches))),
                List.of(),
                Object.class,
                asynchronous,
                options,
                new Statistics(id, counts)));
    }

    static CachePlan.Options options(Duration lockTimeout, boolean cacheNulls, @Nullable CacheFilter unless) {
        return new CachePlan.Options(null, cacheNulls, lockTimeout, null, unless);
    }

    /** Runs work as a request. */
    <T> T request(Callable<T> work) throws Exception {
        return in(engine.contexts().pin(), work);
    }

    /** Runs work in a request that was pinned before. */
    <T> T in(VersionContext context, Callable<T> work) throws Exception {
        VersionContext previous = engine.contexts().bind(context);
        try {
            return work.call();
        } finally {
            engine.contexts().bind(previous);
        }
    }

    @SuppressWarnings("unchecked")
    <T> T call(CachePlan plan, Object key, Load load) throws Exception {
        return (T) engine.calls().call(plan, EntryKey.of(key), load);
    }

    /** Calls a method that answers what the database has under its key. */
    <T> T value(CachePlan plan, String key) throws Exception {
        return call(plan, key, () -> database.value(key));
    }

    /** Calls it in a request of its own. */
    <T> T requestValue(CachePlan plan, String key) throws Exception {
        return request(() -> value(plan, key));
    }

    void invalidate(String... caches) {
        engine.invalidator().invalidate(List.of(caches));
    }

    /** Writes and invalidates in one transaction. */
    void commit(String key, Object value, String cache) {
        database.begin();
        database.write(key, value);
        invalidate(cache);
        database.commit();
    }

    static final class Counts implements CacheMetrics {

        final AtomicInteger storeFailures = new AtomicInteger();
        final AtomicInteger unavailable = new AtomicInteger();
        final AtomicInteger read = new AtomicInteger();

        @Override
        public void storeFailed(String method) {
            storeFailures.incrementAndGet();
        }

        @Override
        public void versionsUnavailable() {
            unavailable.incrementAndGet();
        }

        @Override
        public void versionsRead(long nanoseconds) {
            read.incrementAndGet();
        }
    }
}
