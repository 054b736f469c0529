package org.cacheversions.internal.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.HintChannel;
import org.jspecify.annotations.Nullable;

/**
 * How a node comes by its snapshots, and what follows from it when it has invalidated. Safe for use by many threads.
 */
public final class Snapshots implements AutoCloseable {

    /**
     * What a node has beside the threads that answer requests; needed if coherence is not strict.
     *
     * @param clock its clocks
     * @param background runs reads ahead of need, and sends hints
     * @param hints tells other nodes, if there is a way to
     * @param register where nodes acknowledge what they have installed, if they do
     * @param awaited whether who invalidates on this node waits for that, not for the lease
     */
    public record Node(
            NodeClock clock,
            ScheduledExecutorService background,
            @Nullable HintChannel hints,
            @Nullable NodeRegister register,
            boolean awaited) {

        /** A node that acknowledges nothing. */
        public Node(NodeClock clock, ScheduledExecutorService background, @Nullable HintChannel hints) {
            this(clock, background, hints, null, false);
        }
    }

    /** Longer than a read takes that will end well; drivers' own timeouts are mostly none, or longer. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<VersionSnapshot> served;
    private final Supplier<VersionSnapshot> fresh;
    private final List<Consumer<SortedSet<String>>> afterCommit = new ArrayList<>();
    private final List<Runnable> atStart = new ArrayList<>();
    private final List<Runnable> atClose = new ArrayList<>();

    private Snapshots(Supplier<VersionSnapshot> served, Supplier<VersionSnapshot> fresh) {
        this.served = served;
        this.fresh = fresh;
    }

    static Snapshots strict(SnapshotReader read, FaultPoint faults) {
        Supplier<VersionSnapshot> fresh = new SnapshotLoader<>(read, faults, PATIENCE)::load;
        return new Snapshots(fresh, fresh);
    }

    static Snapshots aged(SnapshotReader read, FaultPoint faults, Coherence coherence, Node node) {
        boolean leased = coherence.mode() == Coherence.Mode.LEASED;
        LeaseHolder holder = node.register == null || !leased
                ? null
                : new LeaseHolder(node.register, node.clock, node.background, coherence.age());
        if (holder != null) {
            read.beforeEach(holder::begin);
        }
        AgedSnapshots aged = new AgedSnapshots(
                read, coherence, node.clock, node.background, faults, holder == null ? () -> {} : holder::installed);
        Snapshots snapshots = new Snapshots(aged, aged::fresh);
        snapshots.afterCommit.add(caches -> aged.spend());
        Consumer<SortedSet<String>> hint = caches -> {};
        HintChannel hints = node.hints;
        if (hints != null) {
            hint = new HintOutbox(hints, node.background)::add;
            snapshots.atStart.add(() -> hints.open(aged::hinted));
        }
        if (leased) {
            snapshots.atStart.add(() -> aged.renewAlways(holder == null ? () -> {} : holder::removeSilent));
            snapshots.atClose.add(aged::close);
        }
        if (holder != null) {
            snapshots.atClose.add(holder::close);
        }
        if (hints != null) {
            snapshots.atClose.add(hints::close);
        }
        long wait = coherence.writersWait().toNanos();
        if (holder != null && node.awaited) {
            snapshots.afterCommit.add(
                    new Acknowledgements(Objects.requireNonNull(node.register), holder, node, wait, hint)::await);
        } else {
            snapshots.afterCommit.add(hint);
            if (leased) {
                snapshots.afterCommit.add(caches -> node.clock.awaitNanoTime(node.clock.nanoTime() + wait));
            }
        }
        return snapshots;
    }

    /** Answers what a request is given. */
    VersionSnapshot served() {
        return served.get();
    }

    /** Answers what was read after this call. */
    VersionSnapshot fresh() {
        return fresh.get();
    }

    /** What to do after this node has committed an invalidation, before anyone else is told. */
    List<Consumer<SortedSet<String>>> afterCommit() {
        return afterCommit;
    }

    void start() {
        atStart.forEach(Runnable::run);
    }

    @Override
    public void close() {
        Closing.each(atClose);
    }
}
