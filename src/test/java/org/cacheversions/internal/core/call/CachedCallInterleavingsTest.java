package org.cacheversions.internal.core.call;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.engine.CacheEngine;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.RegionSpec;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Lincheck interleaves requests and writers: snapshot, lookup, single flight, late store and refresh ahead. A request
 * must read a value that was committed at some time during it, as if nothing were cached.
 */
@Tag("interleavings")
public class CachedCallInterleavingsTest {

    private static final Object[] ARGUMENTS = {"x"};

    /** Both the data and its revision, since one commit changes both. */
    private final AtomicInteger committed = new AtomicInteger();

    private final CacheEngine engine = new CacheEngine(
            new CacheEngine.Parts(
                    new Source(), new Maps(), Transactions.NONE, new CacheMetrics() {}, FaultPoint.NONE, List.of()),
            false);
    private final CachedMethod method = engine.register(index -> Core.cachedMethod(
            index, "method()", false, Core.options(Duration.ofDays(1), true, null), new CacheMetrics() {}, "cache"));

    /** Entries of this method are always near expiry, so each hit refreshes them. */
    private final CachedMethod eager = engine.register(index -> Core.cachedMethod(
            index,
            "eager()",
            false,
            new CachedMethod.Options(
                    Duration.ofDays(1), true, Duration.ofDays(1), null, null, null, Duration.ofDays(1), false),
            new CacheMetrics() {},
            "cache"));

    public CachedCallInterleavingsTest() {
        engine.calls().refreshExecutor(Runnable::run);
    }

    @Operation
    public int commit() {
        return committed.incrementAndGet();
    }

    @Operation
    public int request() throws Exception {
        return request(method);
    }

    @Operation
    public int requestThatRefreshes() throws Exception {
        return request(eager);
    }

    private int request(CachedMethod called) throws Exception {
        VersionContexts contexts = engine.contexts();
        contexts.bind(contexts.pin());
        try {
            return (Integer) engine.calls().call(called, ARGUMENTS, committed::get);
        } finally {
            contexts.bind(null);
        }
    }

    @Test
    void everyRequestReadsAValueCommittedDuringIt() {
        // real threads, since model checking this much code takes minutes
        new StressOptions()
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .iterations(30)
                .invocationsPerIteration(500)
                .minimizeFailedScenario(false)
                .sequentialSpecification(Committed.class)
                .check(CachedCallInterleavingsTest.class);
    }

    private final class Source implements VersionSource {

        @Override
        public List<VersionRow> read() {
            return List.of(new VersionRow("cache", committed.get(), "aaaaaaaa"));
        }

        @Override
        public Collection<String> invalidate(SortedSet<String> caches) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void invalidateAll() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void start(SortedSet<String> caches) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Enlisted enlist() {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Maps implements CacheStore {

        @Override
        public EntryRegion open(RegionSpec spec) {
            ConcurrentHashMap<EntryKey, CachedValue> entries = new ConcurrentHashMap<>();
            return new EntryRegion() {

                @Override
                public @Nullable CachedValue get(EntryKey key) {
                    return entries.get(key);
                }

                @Override
                public void put(EntryKey key, CachedValue value) {
                    entries.put(key, value);
                }

                @Override
                public void superseded() {
                    // slow requests still use it
                }

                @Override
                public long size() {
                    return entries.size();
                }
            };
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    /** The sequential specification, without a cache. */
    public static class Committed {

        private int committed;

        public int commit() {
            return ++committed;
        }

        public int request() {
            return committed;
        }

        public int requestThatRefreshes() {
            return committed;
        }
    }
}
