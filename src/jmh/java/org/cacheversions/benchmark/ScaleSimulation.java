package org.cacheversions.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Simulates how many SELECTs per second a database receives from many nodes, and how long requests wait for them. The
 * assumptions: requests arrive independently of each other (Poisson), equally many at each node; a SELECT takes a
 * network round trip and a fixed time of one of the database's processors, for which it queues; nodes do nothing else.
 */
public final class ScaleSimulation {

    private static final double ROUND_TRIP = 300e-6;
    private static final double SERVICE = 50e-6;
    private static final int PROCESSORS = 8;
    private static final int[] NODES = {1, 3, 10, 30, 100, 300, 1000};
    private static final double[] REQUESTS = {10, 100, 1000};

    /** An event of a node. */
    private record Happening(double at, int node, boolean answer) {}

    private ScaleSimulation() {}

    public static void main(String[] arguments) {
        System.out.printf(
                "| nodes | requests/s a node | strict: SELECTs/s | of one a request | request waits, mean ms | bounded | leased |%n");
        System.out.printf("|---|---|---|---|---|---|---|%n");
        for (int nodes : NODES) {
            for (double requests : REQUESTS) {
                double[] strict = strict(nodes, requests);
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %.0f | %.0f | %.2f | %.2f | %.0f | %.0f |%n",
                        nodes,
                        requests,
                        strict[0],
                        strict[0] / (nodes * requests),
                        strict[1] * 1e3,
                        // at most one per half of max-age of 1 s; three per lease of 500 ms
                        nodes * Math.min(requests, 2),
                        nodes * 6.0);
            }
        }
    }

    /** Returns the SELECTs per second and the mean wait of a request in seconds. */
    private static double[] strict(int nodes, double requests) {
        SplittableRandom random = new SplittableRandom(1);
        double end = Math.max(1, 200_000 / (nodes * requests));
        PriorityQueue<Happening> happenings = new PriorityQueue<>((a, b) -> Double.compare(a.at, b.at));
        for (int node = 0; node < nodes; node++) {
            happenings.add(new Happening(random.nextDouble() / requests, node, false));
        }
        double[] processorFree = new double[PROCESSORS];
        int[] flying = new int[nodes]; // the number of requests that share the SELECT in flight
        double[] flyingSince = new double[nodes]; // the sum of their arrivals
        int[] next = new int[nodes];
        double[] nextSince = new double[nodes];
        long selects = 0;
        long answered = 0;
        double waited = 0;
        while (!happenings.isEmpty()) {
            Happening one = happenings.poll();
            if (one.at > end) {
                break;
            }
            int node = one.node;
            if (one.answer) {
                answered += flying[node];
                waited += flying[node] * one.at - flyingSince[node];
                flying[node] = next[node];
                flyingSince[node] = nextSince[node];
                next[node] = 0;
                nextSince[node] = 0;
            } else {
                happenings.add(new Happening(one.at - Math.log(1 - random.nextDouble()) / requests, node, false));
                if (flying[node] > 0) {
                    next[node]++;
                    nextSince[node] += one.at;
                    continue;
                }
                flying[node] = 1;
                flyingSince[node] = one.at;
            }
            if (flying[node] > 0) {
                selects++;
                happenings.add(new Happening(select(one.at, processorFree), node, true));
            }
        }
        return new double[] {selects / end, waited / Math.max(1, answered)};
    }

    private static double select(double now, double[] processorFree) {
        Arrays.sort(processorFree);
        double begins = Math.max(now + ROUND_TRIP / 2, processorFree[0]);
        processorFree[0] = begins + SERVICE;
        return processorFree[0] + ROUND_TRIP / 2;
    }
}
