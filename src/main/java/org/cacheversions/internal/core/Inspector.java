package org.cacheversions.internal.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.spi.VersionSource;

/** Looks at the caches of this node. Safe for use by many threads. */
final class Inspector {

    private final VersionSource source;
    private final SnapshotReader reader;
    private final Startup snapshots;
    private final Supplier<List<CachePlan>> plans;
    private final History history;
    private final NodeClock clock;

    Inspector(
            VersionSource source,
            SnapshotReader reader,
            Startup snapshots,
            Supplier<List<CachePlan>> plans,
            History history,
            NodeClock clock) {
        this.source = source;
        this.reader = reader;
        this.snapshots = snapshots;
        this.plans = plans;
        this.history = history;
        this.clock = clock;
    }

    Inspection inspect() {
        SnapshotView view;
        boolean current;
        try {
            view = snapshots.fresh();
            current = true;
        } catch (VersionsUnavailableException e) {
            view = reader.newest();
            current = false;
        }
        List<Inspection.OfMethod> methods = new ArrayList<>();
        SortedSet<String> caches = new TreeSet<>(view.versions().rows().keySet());
        for (CachePlan plan : plans.get()) {
            methods.add(new Inspection.OfMethod(
                    plan.id(), plan.caches(), plan.statistics().figures(view.entries(plan))));
            caches.addAll(plan.caches());
        }
        methods.sort(Comparator.comparing(Inspection.OfMethod::name));
        Map<String, Instant> changes = current ? changes() : Map.of();
        List<Inspection.OfCache> ofCaches = new ArrayList<>();
        for (String cache : caches) {
            ofCaches.add(new Inspection.OfCache(
                    cache,
                    view.versions().find(cache),
                    changes.get(cache),
                    Figures.sum(methods.stream()
                            .filter(method -> method.caches().contains(cache))
                            .map(Inspection.OfMethod::figures)
                            .toList()),
                    history.minutes(plan -> plan.caches().contains(cache), cache::equals)));
        }
        return new Inspection(
                Instant.ofEpochMilli(clock.wallMillis()),
                current,
                ofCaches,
                methods,
                Figures.sum(methods.stream().map(Inspection.OfMethod::figures).toList()),
                history.minutes(plan -> true, cache -> true));
    }

    /** For display only, so that a source which can't tell is as one that doesn't. */
    private Map<String, Instant> changes() {
        try {
            return source.lastChanges();
        } catch (RuntimeException e) {
            return Map.of();
        }
    }
}
