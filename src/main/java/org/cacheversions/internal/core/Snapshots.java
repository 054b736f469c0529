package org.cacheversions.internal.core;

import java.util.ArrayList;
import java.util.List;
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
     */
    public record Node(
            NodeClock clock,
            ScheduledExecutorService background,
            @Nullable HintChannel hints) {}

    private final Supplier<VersionSnapshot> served;
    private final Supplier<VersionSnapshot> fresh;
    private final List<Consumer<SortedSet<String>>> afterCommit = new ArrayList<>();
    private final List<Runnable> atStart = new ArrayList<>();
    private final List<Runnable> atClose = new ArrayList<>();

    private Snapshots(Supplier<VersionSnapshot> served, Supplier<VersionSnapshot> fresh) {
        this.served = served;
        this.fresh = fresh;
    }

    static Snapshots strict(Supplier<VersionSnapshot> read, FaultPoint faults) {
        Supplier<VersionSnapshot> fresh = new SnapshotLoader<>(read, faults)::load;
        return new Snapshots(fresh, fresh);
    }

    static Snapshots aged(Supplier<VersionSnapshot> read, FaultPoint faults, Coherence coherence, Node node) {
        AgedSnapshots aged = new AgedSnapshots(read, coherence, node.clock, node.background, faults);
        Snapshots snapshots = new Snapshots(aged, aged::fresh);
        snapshots.afterCommit.add(caches -> aged.spend());
        HintChannel hints = node.hints;
        if (hints != null) {
            Outage outage = new Outage();
            snapshots.afterCommit.add(caches -> node.background.execute(() -> send(hints, caches, outage)));
            snapshots.atStart.add(() -> hints.open(aged::spend));
            snapshots.atClose.add(hints::close);
        }
        if (coherence.mode() == Coherence.Mode.LEASED) {
            snapshots.atStart.add(aged::renewAlways);
            snapshots.atClose.add(aged::close);
            long wait = coherence.writersWait().toNanos();
            snapshots.afterCommit.add(caches -> node.clock.awaitNanoTime(node.clock.nanoTime() + wait));
        }
        return snapshots;
    }

    private static void send(HintChannel hints, SortedSet<String> caches, Outage outage) {
        try {
            hints.send(caches);
            outage.worked(Messages::hintsSentAgain);
        } catch (RuntimeException e) {
            outage.failed(() -> Messages.hintNotSent(e), e);
        }
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
        atClose.forEach(Runnable::run);
    }
}
