package org.cacheversions.internal.core.figures;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.coherence.Startup;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Statistics;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.core.versions.VersionSnapshot;
import org.cacheversions.internal.core.versions.WindowFigures;
import org.cacheversions.spi.CacheFigures;
import org.cacheversions.spi.MissReason;

/** The counters of the methods and caches of this node. Thread-safe. */
public final class LiveCacheStats implements CacheFigures {

    private final SnapshotReader reader;
    private final Startup snapshots;
    private final Supplier<List<CachedMethod>> methods;
    private final NodeClock clock;
    private final Map<String, LongAdder> invalidations = new ConcurrentHashMap<>();

    public LiveCacheStats(
            SnapshotReader reader, Startup snapshots, Supplier<List<CachedMethod>> methods, NodeClock clock) {
        this.reader = reader;
        this.snapshots = snapshots;
        this.methods = methods;
        this.clock = clock;
    }

    /** Records that one snapshot has followed another. */
    public void read(VersionSnapshot before, VersionSnapshot after) {
        if (before != after) {
            after.invalidationsSince(before).forEach((cache, times) -> invalidations
                    .computeIfAbsent(cache, name -> new LongAdder())
                    .add(times));
        }
    }

    @Override
    public List<OfMethod> methods() {
        return methods.get().stream().<OfMethod>map(Method::new).toList();
    }

    @Override
    public List<OfCache> caches() {
        SortedSet<String> names = new TreeSet<>();
        methods.get().forEach(method -> names.addAll(method.caches()));
        return names.stream().<OfCache>map(Cache::new).toList();
    }

    @Override
    public long versionsAgeNanos() {
        SnapshotReader.Read last = reader.last();
        return last == null ? -1 : Math.max(0, clock.nanoTime() - last.beganNanos());
    }

    @Override
    public boolean canReadVersions() {
        try {
            var unused = snapshots.fresh();
            return true;
        } catch (VersionsUnavailableException e) {
            return false;
        }
    }

    private long entries(CachedMethod method) {
        return reader.newest().entries(method);
    }

    /** Sums over methods. */
    private abstract class Sum implements Counters {

        abstract long sum(ToLongFunction<CachedMethod> counter);

        private long counted(ToLongFunction<Statistics> counter) {
            return sum(method -> counter.applyAsLong(method.statistics()));
        }

        @Override
        public long entries() {
            return sum(LiveCacheStats.this::entries);
        }

        @Override
        public long hits() {
            return counted(Statistics::hits);
        }

        @Override
        public long misses() {
            return counted(Statistics::misses);
        }

        @Override
        public long misses(MissReason reason) {
            return counted(statistics -> statistics.misses(reason));
        }

        @Override
        public long differences() {
            return counted(Statistics::differences);
        }

        @Override
        public long loads() {
            return counted(Statistics::loads);
        }

        @Override
        public long loadNanos() {
            return counted(Statistics::loadNanos);
        }

        @Override
        public long failures() {
            return counted(Statistics::failures);
        }

        @Override
        public long bypasses() {
            return counted(Statistics::bypasses);
        }

        @Override
        public long stale() {
            return counted(Statistics::stale);
        }

        @Override
        public long storeFailures() {
            return counted(Statistics::storeFailures);
        }
    }

    private final class Method extends Sum implements OfMethod {

        private final CachedMethod method;

        Method(CachedMethod method) {
            this.method = method;
        }

        @Override
        public String name() {
            return method.id();
        }

        @Override
        public SortedSet<String> caches() {
            return method.caches();
        }

        @Override
        long sum(ToLongFunction<CachedMethod> counter) {
            return counter.applyAsLong(method);
        }
    }

    private final class Cache extends Sum implements OfCache {

        private final String name;

        Cache(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long invalidations() {
            LongAdder seen = invalidations.get(name);
            return seen == null ? 0 : seen.sum();
        }

        @Override
        public long scopedInvalidations() {
            WindowFigures window = reader.newest().windows().figures(name);
            return window == null ? 0 : window.invalidations();
        }

        @Override
        long sum(ToLongFunction<CachedMethod> counter) {
            return methods.get().stream()
                    .filter(method -> method.caches().contains(name))
                    .mapToLong(counter)
                    .sum();
        }
    }
}
