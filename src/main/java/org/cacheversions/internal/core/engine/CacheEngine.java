package org.cacheversions.internal.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cacheversions.internal.core.call.CachedCall;
import org.cacheversions.internal.core.call.Invalidator;
import org.cacheversions.internal.core.call.StaleValues;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.internal.core.coherence.NodeServices;
import org.cacheversions.internal.core.coherence.SnapshotModes;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.coherence.Snapshots;
import org.cacheversions.internal.core.coherence.Startup;
import org.cacheversions.internal.core.config.Coherence;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.EntryMessages;
import org.cacheversions.internal.core.figures.NodeFigures;
import org.cacheversions.internal.core.support.Closing;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.transaction.AllTransactions;
import org.cacheversions.internal.core.transaction.Announcer;
import org.cacheversions.internal.core.transaction.BoundTransaction;
import org.cacheversions.internal.core.transaction.Targets;
import org.cacheversions.internal.core.transaction.TransactionWork;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/** Assembles the parts of the core, once per application. Thread-safe. */
public final class CacheEngine implements AutoCloseable {

    /**
     * The parts that the application provides.
     *
     * @param source where versions live
     * @param store where entries live
     * @param transactions the application's transactions
     * @param metrics the listeners to hits, misses and loads
     * @param faults where tests interfere
     * @param afterCommit the listeners to committed invalidations
     */
    public record Parts(
            VersionSource source,
            CacheStore store,
            Transactions transactions,
            CacheMetrics metrics,
            FaultPoint faults,
            List<Consumer<Targets>> afterCommit) {}

    /** How long a request waits for a read, longer than any successful one takes: most drivers set no timeout. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Parts parts;
    private final List<CachedMethod> methods = new CopyOnWriteArrayList<>();
    private final Warnings warnings;
    private final Map<String, SortedSet<String>> declared = new ConcurrentSkipListMap<>();
    private final SnapshotReader reader;
    private final Snapshots snapshots;
    private final Startup startup;
    private final AllTransactions transactions;
    private final VersionContexts contexts;
    private final Announcer announcer;
    private final CachedCall calls;
    private final Invalidator invalidator;
    private final NodeFigures figures;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean started = new AtomicBoolean();

    /** Creates an engine in strict coherence; reads nothing yet. */
    public CacheEngine(Parts parts, boolean autoStart) {
        this(parts, autoStart, Coherence.STRICT, null);
    }

    /** Creates an engine; reads nothing yet. {@code node} is required unless coherence is strict. */
    public CacheEngine(Parts parts, boolean autoStart, Coherence coherence, @Nullable NodeServices node) {
        this.parts = parts;
        NodeClock clock = node == null ? NodeClock.SYSTEM : node.clock();
        this.warnings = new Warnings(clock);
        this.reader = new SnapshotReader(parts.source, () -> methods, parts.store, parts.metrics, parts.faults, clock);
        this.snapshots = SnapshotModes.of(coherence, node, reader, parts.faults, PATIENCE);
        this.startup =
                new Startup(snapshots, parts.source, this::named, autoStart, warnings, clock, this::startBackground);
        this.transactions = new AllTransactions(parts.transactions, this::newWork);
        this.contexts = new VersionContexts(startup, reader, transactions, warnings);
        List<Consumer<Targets>> afterCommit = new ArrayList<>();
        afterCommit.add(targets -> snapshots.committed(
                targets.caches(), targets.anyWhole())); // first: an observer may already use the new versions
        afterCommit.addAll(parts.afterCommit);
        this.figures = new NodeFigures(reader, startup, parts.source, () -> methods, clock);
        this.announcer = new Announcer(reader::newest, figures::announced, afterCommit, warnings);
        StaleValues stale = StaleValues.of(reader, clock, transactions);
        this.calls = new CachedCall(contexts, transactions, this::newWork, parts.faults, warnings, stale, PATIENCE);
        this.invalidator =
                new Invalidator(contexts, parts.transactions, this::newWork, reader, parts.source, announcer, warnings);
    }

    private TransactionWork newWork() {
        return new TransactionWork(parts.source, announcer, parts.faults, warnings);
    }

    /** Registers the method that {@code make} creates with the next free index. */
    public synchronized CachedMethod register(Function<Integer, CachedMethod> make) {
        CachedMethod method = make.apply(methods.size());
        method.scopes().positions().keySet().forEach(reader.windows()::add);
        methods.add(method);
        startup.named();
        return method;
    }

    /** Declares caches that are used other than by a cached method, so that they are started or reported as missing. */
    public void declare(String place, SortedSet<String> caches) {
        declared.put(place, caches);
        startup.named();
    }

    /** Sets the listener to changed caches, which is called before any request gets their new versions. */
    public void beforeNewVersions(Consumer<SortedSet<String>> listener) {
        reader.beforeNewVersions(listener);
    }

    /** Returns all methods in the order of their indexes. */
    public List<CachedMethod> methods() {
        return methods;
    }

    public VersionContexts contexts() {
        return contexts;
    }

    public CachedCall calls() {
        return calls;
    }

    public Invalidator invalidator() {
        return invalidator;
    }

    /**
     * Registers a transaction that the application runs itself on this thread. Until it is closed, no value that is
     * computed in it is stored.
     *
     * @param active returns whether the transaction has begun and not ended
     */
    public BoundTransaction registerTransaction(VersionSource.Enlisted writer, BooleanSupplier active) {
        contexts.taint(); // a load in progress may end after a rollback that is never reported
        return transactions.register(writer, active);
    }

    /** Counts and reports an entry that is too heavy for the heap. */
    public void refused(String id, int weight) {
        methods.stream().filter(method -> method.id().equals(id)).forEach(method -> method.statistics()
                .storeFailed());
        if (refused.add(id)) {
            warnings.once(EntryMessages.tooHeavy(id, weight));
        }
    }

    public NodeFigures figures() {
        return figures;
    }

    public Warnings warnings() {
        return warnings;
    }

    /** Starts caches and reports missing ones as soon as the database answers, now or later. */
    public void start() {
        startup.attempt(() -> contexts.pin().requireSnapshot());
        startBackground();
    }

    private void startBackground() {
        if (started.compareAndSet(false, true)) {
            snapshots.start();
        }
    }

    /** Returns the caches by the method, entity or injection point that uses them. */
    public Map<String, SortedSet<String>> named() {
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
        Closing.each(List.of(reader::close, snapshots::close, parts.store::close));
    }
}
