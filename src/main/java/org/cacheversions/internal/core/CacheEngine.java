package org.cacheversions.internal.core;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.VersionSource;

/** Joins the parts of the core: one for each application. Safe for use by many threads. */
public final class CacheEngine implements AutoCloseable {

    /**
     * What the core is joined to.
     *
     * @param source where versions live
     * @param store where entries live
     * @param transactions the application's transactions
     * @param metrics who counts
     * @param faults where tests interfere
     * @param afterCommit who is told of committed invalidations
     */
    public record Parts(
            VersionSource source,
            CacheStore store,
            Transactions transactions,
            CacheMetrics metrics,
            FaultPoint faults,
            List<Consumer<SortedSet<String>>> afterCommit) {}

    private final Parts parts;
    private final List<CachePlan> plans = new CopyOnWriteArrayList<>();
    private final Warnings warnings = new Warnings();
    private final Startup startup;
    private final VersionContexts contexts;
    private final CachedCall calls;
    private final Invalidator invalidator;

    /** Joins the parts; reads nothing yet. */
    public CacheEngine(Parts parts, boolean autoStart) {
        this.parts = parts;
        SnapshotReader reader =
                new SnapshotReader(parts.source, () -> plans, new StoreGuard(parts.store), parts.metrics, parts.faults);
        SnapshotLoader<VersionSnapshot> loader = new SnapshotLoader<>(reader, parts.faults);
        this.startup = new Startup(parts.source, this::plans, autoStart, warnings);
        Supplier<VersionSnapshot> snapshots = () -> startup.checked(loader);
        this.contexts = new VersionContexts(snapshots, parts.transactions);
        Announcer announcer = new Announcer(reader::newest, parts.afterCommit);
        Supplier<TransactionWork> newWork = () -> new TransactionWork(parts.source, announcer, parts.faults, warnings);
        this.calls = new CachedCall(contexts, parts.transactions, newWork, parts.faults, warnings);
        this.invalidator =
                new Invalidator(contexts, parts.transactions, newWork, snapshots, parts.source, announcer, warnings);
    }

    /** Registers what {@code make} gives for the next free index. */
    public synchronized CachePlan register(Function<Integer, CachePlan> make) {
        CachePlan plan = make.apply(plans.size());
        plans.add(plan);
        return plan;
    }

    /** Answers all plans by their index. */
    public List<CachePlan> plans() {
        return plans;
    }

    /** Answers the contexts of threads. */
    public VersionContexts contexts() {
        return contexts;
    }

    /** Answers how cached methods are called. */
    public CachedCall calls() {
        return calls;
    }

    /** Answers how caches are invalidated. */
    public Invalidator invalidator() {
        return invalidator;
    }

    /** Answers what logs each warning once. */
    public Warnings warnings() {
        return warnings;
    }

    /** Starts caches and looks for those that are missing, as soon as the database answers: now, or later. */
    public void start() {
        startup.attempt(() -> contexts.pin().requireSnapshot());
    }

    /** Answers the names that plans depend on. */
    static SortedSet<String> cachesOf(List<CachePlan> plans) {
        SortedSet<String> caches = new TreeSet<>();
        plans.forEach(plan -> caches.addAll(plan.caches()));
        return caches;
    }

    @Override
    public void close() {
        parts.store.close();
    }
}
