package org.cacheversions.internal.core.figures;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.coherence.Startup;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.spi.VersionSource;

/** Reads the status of this node. Thread-safe. */
public final class NodeStatusReader {

    private final VersionSource source;
    private final SnapshotReader reader;
    private final Startup snapshots;
    private final Supplier<List<CachedMethod>> methods;
    private final History history;
    private final SeenInvalidations invalidations;
    private final NodeClock clock;

    public NodeStatusReader(
            VersionSource source,
            SnapshotReader reader,
            Startup snapshots,
            Supplier<List<CachedMethod>> methods,
            History history,
            SeenInvalidations invalidations,
            NodeClock clock) {
        this.source = source;
        this.reader = reader;
        this.snapshots = snapshots;
        this.methods = methods;
        this.history = history;
        this.invalidations = invalidations;
        this.clock = clock;
    }

    public NodeStatus read() {
        SnapshotView view;
        boolean current;
        try {
            view = snapshots.fresh();
            current = true;
        } catch (VersionsUnavailableException e) {
            view = reader.newest();
            current = false;
        }
        List<NodeStatus.OfMethod> ofMethods = new ArrayList<>();
        SortedSet<String> caches = new TreeSet<>(view.versions().rows().keySet());
        for (CachedMethod method : methods.get()) {
            ofMethods.add(new NodeStatus.OfMethod(
                    method.id(), method.caches(), CacheStats.of(method.statistics(), view.entries(method))));
            caches.addAll(method.caches());
        }
        ofMethods.sort(Comparator.comparing(NodeStatus.OfMethod::name));
        Map<String, Instant> changes = current ? changes() : Map.of();
        List<NodeStatus.OfCache> ofCaches = new ArrayList<>();
        for (String cache : caches) {
            ofCaches.add(new NodeStatus.OfCache(
                    cache,
                    view.versions().find(cache),
                    changes.get(cache),
                    view.windows().figures(cache),
                    CacheStats.sum(ofMethods.stream()
                            .filter(method -> method.caches().contains(cache))
                            .map(NodeStatus.OfMethod::figures)
                            .toList()),
                    history.minutes(method -> method.caches().contains(cache), cache::equals)));
        }
        return new NodeStatus(
                Instant.ofEpochMilli(clock.wallMillis()),
                current,
                ofCaches,
                ofMethods,
                CacheStats.sum(
                        ofMethods.stream().map(NodeStatus.OfMethod::figures).toList()),
                history.minutes(method -> true, cache -> true),
                invalidations.newestFirst());
    }

    /** Returns nothing if the source fails, since the times are only displayed. */
    private Map<String, Instant> changes() {
        try {
            return source.lastChanges();
        } catch (RuntimeException e) {
            return Map.of();
        }
    }
}
