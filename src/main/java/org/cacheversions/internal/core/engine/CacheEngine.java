package org.cacheversions.internal.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cacheversions.internal.core.call.CachedCall;
import org.cacheversions.internal.core.call.Invalidator;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.internal.core.coherence.NodeServices;
import org.cacheversions.internal.core.coherence.SnapshotModes;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.coherence.Snapshots;
import org.cacheversions.internal.core.coherence.Startup;
import org.cacheversions.internal.core.config.Coherence;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.figures.NodeFigures;
import org.cacheversions.internal.core.support.Closing;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.transaction.AllTransactions;
import org.cacheversions.internal.core.transaction.Announcer;
import org.cacheversions.internal.core.transaction.BoundTransaction;
import org.cacheversions.internal.core.transaction.TransactionWork;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.FaultPoint;
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
    private final List<CachedMethod> methods = new CopyOnWriteArrayList<>();
    private final Warnings warnings = new Warnings();
    private final Map<String, SortedSet<String>> declared = new ConcurrentSkipListMap<>();
    private final SnapshotReader reader;
    private final Snapshots snapshots;
    private final Startup startup;
    private final AllTransactions transactions;
    private final VersionContexts contexts;
    private final CachedCall calls;
    private final Invalidator invalidator;
    private final NodeFigures figures;

    /** Joins the parts, in strict coherence; reads nothing yet. */
    public CacheEngine(Parts parts, boolean autoStart) {
        this(parts, autoStart, Coherence.STRICT, null);
    }

    /** Joins the parts; reads nothing yet. A node is needed unless coherence is strict. */
    public CacheEngine(Parts parts, boolean autoStart, Coherence coherence, @Nullable NodeServices node) {
        this.parts = parts;
        NodeClock clock = node == null ? NodeClock.SYSTEM : node.clock();
        this.reader = new SnapshotReader(parts.source, () -> methods, parts.store, parts.metrics, parts.faults, clock);
        this.snapshots = SnapshotModes.of(coherence, node, reader, parts.faults, PATIENCE);
        this.startup = new Startup(snapshots, parts.source, this::declared, autoStart, warnings);
        this.transactions = new AllTransactions(parts.transactions);
        this.contexts = new VersionContexts(startup, transactions);
        List<Consumer<SortedSet<String>>> afterCommit = new ArrayList<>();
        afterCommit.add(snapshots::committed); // first: an observer may already ask for the new versions
        afterCommit.addAll(parts.afterCommit);
        Announcer announcer = new Announcer(reader::newest, afterCommit);
        Supplier<TransactionWork> newWork = () -> new TransactionWork(parts.source, announcer, parts.faults, warnings);
        this.calls = new CachedCall(contexts, transactions, newWork, parts.faults, warnings, reader, clock, PATIENCE);
        this.figures = new NodeFigures(reader, startup, parts.source, () -> methods, clock);
        this.invalidator = new Invalidator(
                contexts, parts.transactions, newWork, reader, startup, parts.source, announcer, warnings);
    }

    /** Registers the method that {@code make} creates for the next free index. */
    public synchronized CachedMethod register(Function<Integer, CachedMethod> make) {
        CachedMethod method = make.apply(methods.size());
        methods.add(method);
        return method;
    }

    /** Declares caches that a place names besides those of cached methods: they are started and looked for too. */
    public void declare(String place, SortedSet<String> caches) {
        declared.put(place, caches);
    }

    /** Calls this for each cache whose version has changed, before any request is given the new one. */
    public void beforeNewVersions(Consumer<SortedSet<String>> listener) {
        reader.beforeNewVersions(listener);
    }

    /** Returns all methods by their index. */
    public List<CachedMethod> methods() {
        return methods;
    }

    /** Returns the contexts of threads. */
    public VersionContexts contexts() {
        return contexts;
    }

    /** Returns what calls cached methods. */
    public CachedCall calls() {
        return calls;
    }

    /** Returns what invalidates caches. */
    public Invalidator invalidator() {
        return invalidator;
    }

    /**
     * Registers a transaction of the application's own on this thread. Until it is closed nothing that the thread
     * computes in it is stored.
     *
     * @param active returns whether it has begun and not ended
     */
    public BoundTransaction registerTransaction(BooleanSupplier active) {
        contexts.taint(); // a load that is going on may end after a rollback that is not reported
        return transactions.register(active);
    }

    /** Returns what can be seen of the caches of this node. */
    public NodeFigures figures() {
        return figures;
    }

    /** Returns the log of warnings that appear once. */
    public Warnings warnings() {
        return warnings;
    }

    /** Starts caches and looks for missing ones as soon as the database answers: now, or later. */
    public void start() {
        startup.attempt(() -> contexts.pin().requireSnapshot());
        snapshots.start();
    }

    /** Returns what each method, entity or injection point names. */
    private Map<String, SortedSet<String>> declared() {
        Map<String, SortedSet<String>> all = new TreeMap<>(declared);
        methods.forEach(method -> all.merge(method.id(), method.caches(), CacheEngine::union));
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
