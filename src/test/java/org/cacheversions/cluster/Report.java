package org.cacheversions.cluster;

import java.util.List;

/** The findings of a run. */
record Report(
        Settings settings,
        Checker checker,
        Workload workload,
        FaultInjector injector,
        double seconds,
        List<String> counts) {

    /** Prints the report, and returns whether the run has passed. */
    boolean print() {
        long answers = checker.answers();
        long[] staleness = checker.staleness();
        long faults =
                injector.happened().values().stream().mapToLong(Long::longValue).sum();
        System.out.println();
        injector.happened().forEach((name, count) -> System.out.printf("%5d  %s%n", count, name));
        System.out.printf(
                "%d faults, %d skipped since their victim was in another one, %d failed%n",
                faults, injector.passedOver(), injector.failed());
        System.out.printf(
                "%d requests in %.0f s, %d failed during a fault, %d failed otherwise%n",
                workload.requests(), seconds, workload.excused(), workload.unexcused());
        System.out.printf(
                "%d transactions committed, %d rolled back as requested%n", workload.commits(), workload.rollbacks());
        System.out.println("hits, misses, bypassed, reads of the versions, invalidations since the node's last start:");
        counts.forEach(line -> System.out.println("  " + line));
        System.out.printf(
                "%d answers judged, %.0f a second, of %d counters%n", answers, answers / seconds, checker.counters());
        System.out.printf(
                "staleness of %d commits in ms: p50 %.1f, p99 %.1f, max %.1f%n",
                staleness.length, millis(staleness, 0.5), millis(staleness, 0.99), millis(staleness, 1));
        boolean inUse = counts.stream().allMatch(line -> Long.parseLong(line.split(" ")[1]) > 0);
        boolean sound = checker.foundNothing() && answers > 0 && inUse;
        boolean passed = settings.isControl() ? checker.stale() > 0 : sound;
        System.out.printf(
                "CLUSTER %s %s: %s, seed %d, mode %s, %d nodes, %.0f s, %d answers, %d faults, %d stale, %d lost, "
                        + "%d phantom, at 95%% %s, staleness p50/p99/max %.1f/%.1f/%.1f ms, %d failed without a fault%n",
                settings.isControl() ? "CONTROL" : "TEST",
                passed ? "PASSED" : "FAILED",
                verdict(inUse),
                settings.seed(),
                settings.mode(),
                settings.nodes().size(),
                seconds,
                answers,
                faults,
                checker.stale(),
                checker.lost(),
                checker.phantoms(),
                checker.stale() == 0
                        ? "at most %.1e of answers are stale".formatted(3.0 / Math.max(1, answers))
                        : "%.1e of answers are stale".formatted(checker.stale() / (double) answers),
                millis(staleness, 0.5),
                millis(staleness, 0.99),
                millis(staleness, 1),
                workload.unexcused());
        return passed;
    }

    private String verdict(boolean inUse) {
        if (settings.isControl()) {
            return checker.stale() > 0 ? "the checker sees" : "the checker is blind";
        }
        if (!inUse) {
            return "a node has cached nothing";
        }
        return checker.foundNothing() ? "nothing found" : "wrong answers";
    }

    private static double millis(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
    }
}
