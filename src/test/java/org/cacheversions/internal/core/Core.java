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
import org.cacheversions.Scope;
import org.cacheversions.internal.core.call.Load;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.coherence.NodeServices;
import org.cacheversions.internal.core.config.Coherence;
import org.cacheversions.internal.core.engine.CacheEngine;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.ScopeParameters;
import org.cacheversions.internal.core.entries.Statistics;
import org.cacheversions.internal.core.transaction.Targets;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.CacheStore;
import org.jspecify.annotations.Nullable;

/** The core of one node on a database that the test controls. */
public final class Core {

    public static final Duration LOCK_TIMEOUT = Duration.ofMinutes(1);

    /** Any method, for filters. */
    private static final java.lang.reflect.Method METHOD = Object.class.getMethods()[0];

    public final Database database;
    public final TestStore store = new TestStore();
    public final Stops stops = new Stops();
    public final Counts counts = new Counts();
    public final List<SortedSet<String>> announced = new CopyOnWriteArrayList<>();
    public final CacheEngine engine;

    public Core(String... caches) {
        this(new Database(caches), false);
    }

    public Core(Database database, boolean autoStart) {
        this.database = database;
        this.engine = new CacheEngine(
                new CacheEngine.Parts(
                        database, store, database, counts, stops, List.of(targets -> announced.add(targets.caches()))),
                autoStart);
    }

    /** A node in strict coherence whose time is that of this clock. */
    public Core(Database database, boolean autoStart, FakeClock clock) {
        this.database = database;
        this.engine = new CacheEngine(
                new CacheEngine.Parts(
                        database, store, database, counts, stops, List.of(targets -> announced.add(targets.caches()))),
                autoStart,
                Coherence.STRICT,
                new NodeServices(clock, new ManualExecutor(), null));
    }

    /** Uses another store than {@link #store}. */
    public Core(Database database, CacheStore other) {
        this.database = database;
        this.engine = new CacheEngine(
                new CacheEngine.Parts(
                        database, other, database, counts, stops, List.of(targets -> announced.add(targets.caches()))),
                false);
    }

    public Core(Database database, Coherence coherence, NodeServices node) {
        this.database = database;
        this.engine = new CacheEngine(
                new CacheEngine.Parts(
                        database, store, database, counts, stops, List.of(targets -> announced.add(targets.caches()))),
                false,
                coherence,
                node);
    }

    /** Registers a method whose entries depend on these caches. */
    public CachedMethod method(String id, String... caches) {
        return method(id, options(LOCK_TIMEOUT, true, null), false, caches);
    }

    public CachedMethod stageMethod(String id, String... caches) {
        return method(id, options(LOCK_TIMEOUT, true, null), true, caches);
    }

    public CachedMethod method(String id, CachedMethod.Options options, boolean asynchronous, String... caches) {
        return engine.register(index -> cachedMethod(index, id, asynchronous, options, counts, caches));
    }

    /** Registers a method whose only argument is its key and the scope of these caches. */
    public CachedMethod scopedMethod(String id, String... caches) {
        return scopedMethod(id, options(LOCK_TIMEOUT, true, null), caches);
    }

    public CachedMethod scopedMethod(String id, CachedMethod.Options options, String... caches) {
        return scopedMethod(id, options, false, caches);
    }

    public CachedMethod scopedMethod(String id, CachedMethod.Options options, boolean asynchronous, String... caches) {
        SortedSet<String> names = new TreeSet<>(List.of(caches));
        return engine.register(index -> new CachedMethod(
                index,
                id,
                METHOD,
                names,
                List.of(),
                Object.class,
                asynchronous,
                options,
                new Statistics(id, counts),
                ScopeParameters.all(names, List.of(0))));
    }

    public void invalidate(Scope... scopes) {
        engine.invalidator().invalidate(Targets.of(List.of(), List.of(scopes)));
    }

    /** Returns a method with default options that counts nothing. */
    public static CachedMethod cachedMethod(int index, String id, String... caches) {
        return cachedMethod(index, id, false, options(LOCK_TIMEOUT, true, null), new CacheMetrics() {}, caches);
    }

    public static CachedMethod cachedMethod(
            int index,
            String id,
            boolean asynchronous,
            CachedMethod.Options options,
            CacheMetrics metrics,
            String... caches) {
        return new CachedMethod(
                index,
                id,
                METHOD,
                Collections.unmodifiableSortedSet(new TreeSet<>(List.of(caches))),
                List.of(),
                Object.class,
                asynchronous,
                options,
                new Statistics(id, metrics));
    }

    public static CachedMethod.Options options(Duration lockTimeout, boolean cacheNulls, @Nullable CacheFilter unless) {
        return new CachedMethod.Options(null, cacheNulls, lockTimeout, null, unless);
    }

    /** Runs work as a request. */
    public <T> T request(Callable<T> work) throws Exception {
        return in(engine.contexts().pin(), work);
    }

    /** Runs work in an already pinned request. */
    public <T> T in(VersionContext context, Callable<T> work) throws Exception {
        VersionContext previous = engine.contexts().bind(context);
        try {
            return work.call();
        } finally {
            engine.contexts().bind(previous);
        }
    }

    @SuppressWarnings("unchecked")
    public <T> T call(CachedMethod method, Object key, Load load) throws Exception {
        return (T) engine.calls().call(method, new Object[] {key}, load);
    }

    /** Calls a method that returns the database value of its key. */
    public <T> T value(CachedMethod method, String key) throws Exception {
        return call(method, key, () -> database.value(key));
    }

    /** Calls the method in a new request. */
    public <T> T requestValue(CachedMethod method, String key) throws Exception {
        return request(() -> value(method, key));
    }

    public void invalidate(String... caches) {
        engine.invalidator().invalidate(List.of(caches));
    }

    /** Writes and invalidates in one transaction. */
    public void commit(String key, Object value, String cache) {
        database.begin();
        database.write(key, value);
        invalidate(cache);
        database.commit();
    }

    public static final class Counts implements CacheMetrics {

        public final AtomicInteger storeFailures = new AtomicInteger();
        public final AtomicInteger unavailable = new AtomicInteger();
        public final AtomicInteger read = new AtomicInteger();

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
