package org.cacheversions.cluster;

import static org.cacheversions.cluster.FaultKind.Target.ALL;
import static org.cacheversions.cluster.FaultKind.Target.FAST_NODE;
import static org.cacheversions.cluster.FaultKind.Target.NODE;
import static org.cacheversions.cluster.FaultKind.Target.SLOW_NODE;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.spi.FaultPoint;
import redis.clients.jedis.Jedis;

/** The kinds of faults and their implementations. */
final class Faults {

    private static final Duration NONE = Duration.ZERO;

    private static final Duration TO_REACH_A_POINT = Duration.ofSeconds(6);
    private static final int ATTEMPTS_TO_START = 5;
    private static final Duration TO_END = Duration.ofSeconds(10);

    private final Postgres postgres;
    private final RedisProcess redis;
    private final Workload workload;
    private final Outages outages;
    private final List<FaultKind> all = new ArrayList<>();

    /**
     * Creates the faults.
     *
     * @param redis the Redis that nodes share entries in, or {@code null}
     */
    Faults(
            String mode,
            Postgres postgres,
            RedisProcess redis,
            Workload workload,
            Outages outages,
            List<ClusterNode> nodes) {
        this.postgres = postgres;
        this.redis = redis;
        this.workload = workload;
        this.outages = outages;
        boolean fast = nodes.stream().anyMatch(ClusterNode::startsFast);
        boolean slow = nodes.stream().anyMatch(node -> !node.startsFast());
        if (fast) {
            for (String point : List.of(
                    FaultPoint.BEFORE_UPDATE,
                    FaultPoint.AFTER_UPDATE,
                    FaultPoint.AFTER_COMMIT,
                    FaultPoint.BEFORE_DEFERRED_STORE,
                    FaultPoint.BEFORE_STORE,
                    FaultPoint.AFTER_READ)) {
                add("kill -9 of a Jetty " + point, point.startsWith("after-") ? 6 : 4, FAST_NODE, 0, 0, killAt(point));
            }
            add("kill -9 of a Jetty at any time", 6, FAST_NODE, 0, 0, this::kill);
        }
        if (slow) {
            for (String point : List.of(FaultPoint.AFTER_UPDATE, FaultPoint.AFTER_COMMIT)) {
                add("kill -9 of a server " + point, 1, SLOW_NODE, 0, 0, killAt(point));
            }
            add("kill -9 of a server at any time", 1, SLOW_NODE, 0, 0, this::kill);
        }
        add("SIGSTOP and SIGCONT", 14, NODE, 200, 14_000, this::hang);
        add("fast restart of PostgreSQL", 6, ALL, 0, 0, victim -> restart("fast"));
        add("immediate restart of PostgreSQL", 6, ALL, 0, 0, victim -> restart("immediate"));
        add("end of all database sessions", 8, ALL, 0, 0, victim -> endSessions());
        add("loss of half of the journal", 8, ALL, 0, 0, victim -> postgres.loseRecords());
        add("storm of rollbacks", 10, ALL, 1_000, 5_000, this::storm);
        if (redis != null) {
            add("restart of Redis, empty", 6, ALL, 0, 3_000, this::restartRedis);
            add("flush of Redis", 6, ALL, 0, 0, victim -> flushRedis());
            add("SIGSTOP and SIGCONT of Redis", 6, ALL, 200, 5_000, this::hangRedis);
        }
        if (!mode.equals("strict")) {
            // strict mode does not depend on clocks
            for (String clock : List.of("monotonic", "wall")) {
                add(clock + " clock set forward", 4, NODE, 1_000, 8_000, victim -> shiftClock(victim, clock, 37_000));
            }
            add("wall clock set back", 4, NODE, 1_000, 8_000, victim -> shiftClock(victim, "wall", -53_000));
        }
    }

    private void add(String name, int weight, FaultKind.Target target, int shortest, int longest, Fault fault) {
        all.add(new FaultKind(name, weight, target, NONE.plusMillis(shortest), NONE.plusMillis(longest), fault));
    }

    /** Returns all kinds that can happen to these nodes. */
    List<FaultKind> all() {
        return all;
    }

    private Fault killAt(String point) {
        return victim -> {
            ClusterNode node = victim.node();
            try (Outages.Outage outage = outages.begin(node)) {
                arm(node, point);
                SplittableRandom random = new SplittableRandom(point.hashCode());
                long deadline = System.nanoTime() + TO_REACH_A_POINT.toNanos();
                while (node.process().isAlive() && System.nanoTime() < deadline) {
                    workload.write(node, random);
                }
                if (node.process().isAlive()) {
                    node.kill();
                    startAgain(node);
                    throw new IOException(node + " did not come to " + point);
                }
                startAgain(node);
            }
        };
    }

    /** Another request may reach the point before the node has responded. */
    private static void arm(ClusterNode node, String point) throws Exception {
        try {
            node.ask("halt?at=" + point);
        } catch (IOException e) {
            if (!node.awaitEnd(TO_END)) {
                throw e;
            }
        }
    }

    private void kill(Fault.Victim victim) throws Exception {
        try (Outages.Outage outage = outages.begin(victim.node())) {
            victim.node().kill();
            startAgain(victim.node());
        }
    }

    private static void startAgain(ClusterNode node) throws Exception {
        if (!node.awaitEnd(TO_END)) {
            throw new IOException(node + " does not end");
        }
        for (int attempt = 1; !started(node, attempt == ATTEMPTS_TO_START); attempt++) {
            System.out.println(node + " is started again");
        }
    }

    /** Another fault may hit the database while the node connects. */
    private static boolean started(ClusterNode node, boolean last) throws Exception {
        try {
            node.start();
            return true;
        } catch (IOException | RuntimeException e) {
            if (last) {
                throw e;
            }
            node.kill(); // it may have started without having responded
            node.awaitEnd(TO_END);
            return false;
        }
    }

    private void hang(Fault.Victim victim) throws Exception {
        try (Outages.Outage outage = outages.begin(victim.node())) {
            victim.node().signal("STOP");
            try {
                pause(victim.duration());
            } finally {
                victim.node().signal("CONT");
            }
        }
    }

    private void restart(String mode) throws Exception {
        try (Outages.Outage outage = outages.begin(null)) {
            postgres.restart(mode);
        }
    }

    private void endSessions() throws Exception {
        try (Outages.Outage outage = outages.begin(null)) {
            postgres.endSessions();
        }
    }

    /** Like the next two faults, no excuse for a failed request: nodes work without Redis. */
    private void restartRedis(Fault.Victim victim) {
        redis.kill();
        pause(victim.duration());
        redis.start();
    }

    private void flushRedis() {
        try (Jedis client = redis.client()) {
            client.flushAll();
        }
    }

    private void hangRedis(Fault.Victim victim) {
        redis.freeze();
        try {
            pause(victim.duration());
        } finally {
            redis.thaw();
        }
    }

    /** Does not excuse failed requests, since the writers themselves roll back. */
    private void storm(Fault.Victim victim) {
        workload.storm(true);
        try {
            pause(victim.duration());
        } finally {
            workload.storm(false);
        }
    }

    private void shiftClock(Fault.Victim victim, String clock, long millis) throws Exception {
        try (Outages.Outage outage = outages.begin(victim.node())) {
            victim.node().ask("clock?which=" + clock + "&millis=" + millis);
            pause(victim.duration());
            if (clock.equals("wall")) {
                victim.node().ask("clock?which=wall&millis=" + -millis);
            }
        }
    }

    private static void pause(Duration duration) {
        long deadline = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
        }
    }
}
