package org.cacheversions.benchmark;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cacheversions.Cache;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.call.VersionContexts;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.cache.caffeine.CaffeineCache;

/** The cost of an invalidation compared with one UPDATE, by the number of entries. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 8)
@Fork(1)
public class InvalidateBenchmark {

    /** The number of entries, the same for all benchmarks. */
    @State(Scope.Benchmark)
    public static class Entries {

        @Param({"1000", "1000000"})
        int count;
    }

    /** The library with in-memory H2. */
    @State(Scope.Benchmark)
    public static class Versioned {

        private CountingPool pool;
        private VersionedNode node;
        private VersionContexts contexts;
        private Cache cache;
        CacheInvalidator invalidator;

        @Setup
        public void open(Entries entries) throws SQLException {
            pool = CountingPool.of(TestDatabase.H2.withTable());
            VersionTable.fill(pool);
            node = new VersionedNode(
                    "hibernate-local",
                    pool,
                    Map.of(
                            "cache-versions.local.max-weight",
                            String.valueOf(10L * entries.count),
                            "cache-versions.auto-start",
                            "true"));
            contexts = node.runtime().engine().contexts();
            cache = node.bean(Holder.class).cache;
            invalidator = node.bean(CacheInvalidator.class);
        }

        @Setup(Level.Invocation)
        public void fill(Entries entries) {
            VersionContext previous = contexts.bind(contexts.pin());
            for (long id = 0; id < entries.count; id++) {
                cache.put(id, "value");
            }
            contexts.bind(previous);
        }

        /** The work of the next request. */
        Object pin() {
            return contexts.pin();
        }

        void update() throws SQLException {
            VersionTable.update(pool, "second");
        }

        @TearDown
        public void close() {
            node.close();
            pool.close();
        }
    }

    /** Spring's cache with Caffeine. */
    @State(Scope.Benchmark)
    public static class SpringCache {

        CaffeineCache cache;

        @Setup
        public void open(Entries entries) {
            cache = new CaffeineCache(
                    "cache",
                    Caffeine.newBuilder().maximumSize(10L * entries.count).build());
        }

        @Setup(Level.Invocation)
        public void fill(Entries entries) {
            for (long id = 0; id < entries.count; id++) {
                cache.put(id, "value");
            }
        }
    }

    @Benchmark
    public void update(Versioned versioned) throws SQLException {
        versioned.update();
    }

    @Benchmark
    public Object versioned(Versioned versioned) {
        versioned.invalidator.invalidate("first");
        return versioned.pin();
    }

    @Benchmark
    public boolean spring(SpringCache spring) {
        return spring.cache.invalidate();
    }
}
