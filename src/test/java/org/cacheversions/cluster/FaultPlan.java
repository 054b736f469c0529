package org.cacheversions.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The times and targets of faults, which depend only on the seed. */
record FaultPlan(List<Planned> faults) {

    private static final double SECONDS_OF_QUIET_BEFORE = 3;
    private static final double SECONDS_OF_QUIET_AFTER = 8;

    /**
     * A planned fault.
     *
     * @param at the time since the start of the run
     * @param kind the kind of fault
     * @param node the number of the first node to try
     * @param duration the duration
     */
    record Planned(Duration at, FaultKind kind, int node, Duration duration) {}

    static FaultPlan of(Settings settings, List<FaultKind> all) {
        List<FaultKind> kinds = all.stream()
                .filter(kind -> kind.name().matches(settings.kinds()))
                .toList();
        List<Planned> faults = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(settings.seed());
        double gap = settings.secondsBetweenFaults();
        double at = SECONDS_OF_QUIET_BEFORE;
        while (gap > 0 && at < settings.seconds() - SECONDS_OF_QUIET_AFTER) {
            FaultKind kind = choose(kinds, random);
            long shortest = kind.shortest().toMillis();
            faults.add(new Planned(
                    Duration.ofMillis((long) (at * 1000)),
                    kind,
                    random.nextInt(settings.nodes().size()),
                    Duration.ofMillis(shortest + random.nextLong(kind.longest().toMillis() - shortest + 1))));
            at += gap * (0.5 + random.nextDouble());
        }
        return new FaultPlan(faults);
    }

    private static FaultKind choose(List<FaultKind> kinds, SplittableRandom random) {
        int left = random.nextInt(kinds.stream().mapToInt(FaultKind::weight).sum());
        for (FaultKind kind : kinds) {
            left -= kind.weight();
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException();
    }
}
