package org.cacheversions.cluster;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Causes the faults of a plan at their times, several at once if necessary. */
final class FaultInjector {

    private static final int SECONDS_TO_RECOVER = 240;

    private final List<ClusterNode> nodes;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, LongAdder> happened = new ConcurrentSkipListMap<>();
    private final LongAdder passedOver = new LongAdder();
    private final LongAdder failed = new LongAdder();
    /** Runs faults of no particular node one after another. */
    private final Semaphore common = new Semaphore(1);

    FaultInjector(List<ClusterNode> nodes) {
        this.nodes = nodes;
    }

    /** Starts each fault at its time, and returns after the last start. */
    void run(FaultPlan plan, long began) {
        for (FaultPlan.Planned planned : plan.faults()) {
            long due = began + planned.at().toNanos();
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            threads.execute(() -> happen(planned));
        }
    }

    private void happen(FaultPlan.Planned planned) {
        boolean ofAll = planned.kind().target() == FaultKind.Target.ALL;
        ClusterNode node = ofAll ? null : take(planned);
        if (ofAll ? !common.tryAcquire() : node == null) {
            passedOver.increment();
            return;
        }
        System.out.printf(
                "%6.1f s: %s%s%n",
                planned.at().toMillis() / 1000.0, planned.kind().name(), node == null ? "" : ", " + node);
        try {
            planned.kind().fault().happen(new Fault.Victim(node, planned.duration()));
            happened.computeIfAbsent(planned.kind().name(), name -> new LongAdder())
                    .increment();
        } catch (Exception e) {
            failed.increment();
            System.out.println("The fault " + planned.kind().name() + " failed: " + e);
        } finally {
            if (ofAll) {
                common.release();
            } else {
                node.giveBack();
            }
        }
    }

    /** Reserves the planned node, or else the next possible one. */
    private ClusterNode take(FaultPlan.Planned planned) {
        return IntStream.range(0, nodes.size())
                .mapToObj(i -> nodes.get((planned.node() + i) % nodes.size()))
                .filter(node -> switch (planned.kind().target()) {
                    case FAST_NODE -> node.startsFast();
                    case SLOW_NODE -> !node.startsFast();
                    case NODE, ALL -> true;
                })
                .filter(ClusterNode::take)
                .findFirst()
                .orElse(null);
    }

    /** Waits until all faults are over. */
    void await() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(SECONDS_TO_RECOVER, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the cluster does not recover from a fault");
        }
    }

    Map<String, Long> happened() {
        Map<String, Long> sums = new TreeMap<>();
        happened.forEach((name, count) -> sums.put(name, count.sum()));
        return sums;
    }

    long passedOver() {
        return passedOver.sum();
    }

    long failed() {
        return failed.sum();
    }
}
