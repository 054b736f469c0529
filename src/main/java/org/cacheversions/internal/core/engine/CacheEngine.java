package org.cacheversions.internal.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cacheversions.internal.core.call.CachedCall;
import org.cacheversions.internal.core.call.Invalidator;
import org.cacheversions.internal.core.call.KnownNames;
import org.cacheversions.internal.core.call.ReplicaGuard;
import org.cacheversions.internal.core.call.StaleValues;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.internal.core.coherence.BoundedSnapshots;
import org.cacheversions.internal.core.coherence.LeasedSnapshots;
import org.cacheversions.internal.core.coherence.NodeServices;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.coherence.Snapshots;
import org.cacheversions.internal.core.coherence.Startup;
import org.cacheversions.internal.core.coherence.StrictSnapshots;
import org.cacheversions.internal.core.config.Coherence;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Lifetime;
import org.cacheversions.internal.core.entries.StoreGuard;
import org.cacheversions.internal.core.figures.History;
import org.cacheversions.internal.core.figures.LiveCacheStats;
import org.cacheversions.internal.core.figures.NodeStatus;
import org.cacheversions.internal.core.figures.NodeStatusReader;
import org.cacheversions.internal.core.support.Closing;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.transaction.ActiveTransaction;
import org.cacheversions.internal.core.transaction.AllTransactions;
import org.cacheversions.internal.core.transaction.Announcer;
import org.cacheversions.internal.core.transaction.BoundTransaction;
import org.cacheversions.internal.core.transaction.Invalidation;
import org.cacheversions.internal.core.transaction.TransactionWork;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.spi.CacheFigures;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

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

    /** How long a request waits for a read: longer than one that succeeds takes; most drivers set no timeout. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Parts parts;
    private final List<CachedMethod> plans = new CopyOnWriteArrayList<>();
    private final Warnings warnings = new Warnings();
    private final Map<String, SortedSet<String>> named = new ConcurrentSkipListMap<>();
    private final SnapshotReader reader;
    private final Snapshots snapshots;
    private final Startup startup;
    private final AllTransactions transactions;
    private final VersionContexts contexts;
    private final ReplicaGuard replicas;
    private final CachedCall calls;
    private final Invalidator invalidator;
    private final NodeStatusReader inspector;
    private final CacheFigures figures;

    /** Joins the parts, in strict coherence; reads nothing yet. */
    public CacheEngine(Parts parts, boolean autoStart) {
        this(parts, autoStart, Coherence.STRICT, null);
    }

    /** Joins the parts; reads nothing yet. A node is needed unless coherence is strict. */
    public CacheEngine(Parts parts, boolean autoStart, Coherence coherence, @Nullable NodeServices node) {
        this.parts = parts;
        NodeClock clock = node == null ? NodeClock.SYSTEM : node.clock();
        this.reader = new SnapshotReader(
                parts.source, () -> plans, new StoreGuard(parts.store), parts.metrics, parts.faults, clock);
        History history = new History(clock, () -> plans);
        this.snapshots = snapshots(coherence, node);
        this.startup = new Startup(snapshots, parts.source, this::named, autoStart, warnings);
        AllTransactions transactions = new AllTransactions(parts.transactions);
        this.contexts = new VersionContexts(startup, transactions);
        List<Consumer<SortedSet<String>>> afterCommit = new ArrayList<>();
        afterCommit.add(snapshots::committed); // first: an observer may already ask for the new versions
        afterCommit.addAll(parts.afterCommit);
        Announcer announcer = new Announcer(reader::newest, afterCommit);
        Supplier<TransactionWork> newWork = () -> new TransactionWork(parts.source, announcer, parts.faults, warnings);
        this.replicas = new ReplicaGuard(parts.faults, PATIENCE);
        StaleValues stale = new StaleValues(reader::last, new Lifetime(clock), transactions);
        this.calls = new CachedCall(contexts, transactions, newWork, parts.faults, warnings, replicas, stale);
        LiveCacheStats figures = new LiveCacheStats(reader, startup, () -> plans, clock);
        this.figures = figures;
        reader.afterEach((before, after) -> {
            history.read(before, after);
            figures.read(before, after);
        });
        this.inspector = new NodeStatusReader(parts.source, reader, startup, () -> plans, history, clock);
        this.invalidator = new Invalidator(
                contexts,
                parts.transactions,
                newWork,
                new KnownNames(contexts, reader, startup, warnings),
                parts.source,
                announcer,
                warnings);
        this.transactions = transactions;
    }

    private Snapshots snapshots(Coherence coherence, @Nullable NodeServices node) {
        return switch (coherence.mode()) {
            case STRICT -> new StrictSnapshots(reader, parts.faults, PATIENCE);
            case BOUNDED ->
                new BoundedSnapshots(reader, coherence.age(), Objects.requireNonNull(node), parts.faults, PATIENCE);
            case LEASED -> new LeasedSnapshots(reader, coherence, Objects.requireNonNull(node), parts.faults, PATIENCE);
        };
    }

    /** Registers what {@code make} gives for the next free index. */
    public synchronized CachedMethod register(Function<Integer, CachedMethod> make) {
        CachedMethod plan = make.apply(plans.size());
        plans.add(plan);
        return plan;
    }

    /** Says that a place names caches beside those of plans: they are started and looked for as well. */
    public void name(String place, SortedSet<String> caches) {
        named.put(place, caches);
    }

    /** Has this told of each cache whose version has changed, before any request is given the new one. */
    public void beforeNewVersions(Consumer<SortedSet<String>> listener) {
        reader.beforeNewVersions(listener);
    }

    /** Has loads stored only if this, which reads the versions of the replica that they read from, finds their labels. */
    public void guardBy(Supplier<List<VersionRow>> replica) {
        replicas.replica(replica);
    }

    /** Has entries computed anew by this, where their methods say so. */
    public void refreshBy(Executor background) {
        calls.refreshBy(background);
    }

    /** Answers all plans by their index. */
    public List<CachedMethod> plans() {
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

    /**
     * Takes a transaction of this thread's own making, to be closed: as long as it is under way, nothing is stored of
     * what the thread computes.
     *
     * @param active tells whether it has begun and not ended
     */
    public BoundTransaction told(BooleanSupplier active) {
        contexts.taint(); // a load that goes on may end after a rollback that nobody tells us of
        return transactions.told(active);
    }

    /** Answers what there is to see of the caches of this node; reads the versions anew, if they can be read. */
    public NodeStatus inspect() {
        return inspector.inspect();
    }

    /** Answers what is counted on this node. */
    public CacheFigures figures() {
        return figures;
    }

    /** Answers what the transaction that is active on this thread will invalidate, if that was said already. */
    public @Nullable Invalidation pending() {
        ActiveTransaction transaction = parts.transactions.active();
        TransactionWork work = transaction == null ? null : transaction.work();
        return work == null ? null : work.invalidation();
    }

    /** Answers what logs each warning once. */
    public Warnings warnings() {
        return warnings;
    }

    /** Starts caches and looks for those that are missing, as soon as the database answers: now, or later. */
    public void start() {
        startup.attempt(() -> contexts.pin().requireSnapshot());
        snapshots.start();
    }

    /** Answers what each method, entity or injection point names. */
    private Map<String, SortedSet<String>> named() {
        Map<String, SortedSet<String>> all = new TreeMap<>(named);
        plans.forEach(plan -> all.merge(plan.id(), plan.caches(), CacheEngine::union));
        return all;
    }

    private static SortedSet<String> union(SortedSet<String> some, SortedSet<String> others) {
        SortedSet<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    @Override
    public void close() {
        Closing.each(List.of(snapshots::close, parts.store::close));
    }
}
