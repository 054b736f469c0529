package org.cacheversions.benchmark;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.Scope;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.internal.core.call.VersionContexts;

/**
 * The hit ratio of two nodes over one Redis while one writer commits 100 changes a second: without invalidations, by
 * scope, of the whole cache, and with Spring's cache, which evicts a key after each commit. Each answer is compared with
 * what was committed before the call. 90% of the calls and of the writes concern 1% of the ids.
 *
 * <p>System properties: {@code scopes.entries}; {@code scopes.seconds}, the length of a round; {@code scopes.rounds}.
 */
public final class ScopeHitRatio {

    private static final int READERS = 4;
    private static final int RATE = 100;

    /** The calls of a request of the library. */
    private static final int CALLS = 10;

    private final int ids;
    private final AtomicLongArray committed;
    private final CountingPool pool;

    private ScopeHitRatio(int ids, CountingPool pool) {
        this.ids = ids;
        this.committed = new AtomicLongArray(3 * ids);
        this.pool = pool;
    }

    /** How both nodes read. Each way has ids of its own, since it does not see what another one writes. */
    private record Way(int first, List<Request> nodes) {}

    /** The calls of one request. */
    private interface Request {

        void run(Call call) throws Exception;
    }

    private interface Call {

        void run(Cached cached) throws Exception;
    }

    private interface Cached {

        long get(long id) throws Exception;
    }

    /** Commits a change, with what makes readers see it. */
    private interface Write {

        void run(long id) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        int ids = Integer.getInteger("scopes.entries", 1_000_000);
        try (CountingPool pool = ScopeDatabase.create(3 * ids, 20);
                RedisProcess redis = new RedisProcess();
                VersionedNode one = node(pool, redis);
                VersionedNode two = node(pool, redis);
                SpringRedis firstSpring = new SpringRedis(redis.port());
                SpringRedis secondSpring = new SpringRedis(redis.port())) {
            new ScopeHitRatio(ids, pool).run(List.of(one, two), List.of(firstSpring, secondSpring));
        }
        System.exit(0);
    }

    private static VersionedNode node(CountingPool pool, RedisProcess redis) {
        return new VersionedNode(
                "hibernate-local",
                pool,
                Map.of(
                        "cache-versions.auto-start", "true",
                        "cache-versions.store", "redis",
                        "cache-versions.redis.timeout", "PT30S",
                        "cache-versions.redis.uri", redis.uri()),
                AmountBean.class);
    }

    private void run(List<VersionedNode> nodes, List<SpringRedis> springs) throws Exception {
        Way scoped = new Way(
                0,
                nodes.stream()
                        .map(node -> inRequest(node, node.bean(AmountBean.class)::scoped))
                        .toList());
        Way whole = new Way(
                ids,
                nodes.stream()
                        .map(node -> inRequest(node, node.bean(AmountBean.class)::whole))
                        .toList());
        Way spring =
                new Way(2 * ids, springs.stream().map(ScopeHitRatio::withSpring).toList());
        CacheInvalidator invalidator = nodes.get(0).bean(CacheInvalidator.class);
        for (Way way : List.of(scoped, whole, spring)) {
            fill(way);
        }
        System.out.printf(
                "JDK %s, PostgreSQL, Redis, 2 nodes, %d readers, %,d entries, %d writes/s%n%n",
                Runtime.version(), READERS, ids, RATE);
        System.out.printf(
                "| round | way | calls/s | hit ratio | writes/s | stale answers |%n|---|---|---|---|---|---|%n");
        for (int round = 1; round <= Integer.getInteger("scopes.rounds", 3); round++) {
            measure(round, "no writes", scoped, null);
            measure(
                    round,
                    "scopes",
                    scoped,
                    id -> change(id, bound -> bound.invalidate(Scope.of("first", id)), invalidator));
            measure(round, "whole cache", whole, id -> change(id, bound -> bound.invalidate("second"), invalidator));
            measure(round, "Spring, evict by key", spring, id -> {
                change(id, bound -> {}, invalidator);
                springs.get(0).cache().evict(id);
            });
        }
    }

    private static Request inRequest(VersionedNode node, Cached cached) {
        VersionContexts contexts = node.runtime().engine().contexts();
        return call -> {
            contexts.bind(contexts.pin());
            for (int i = 0; i < CALLS; i++) {
                call.run(cached);
            }
            contexts.bind(null);
        };
    }

    /** As {@code @Cacheable} does it. */
    private static Request withSpring(SpringRedis spring) {
        Cached cached = id -> {
            Long found = spring.cache().get(id, Long.class);
            if (found == null) {
                found = AmountBean.read(id);
                spring.cache().put(id, found);
            }
            return found;
        };
        return call -> call.run(cached);
    }

    private interface Invalidating {

        void run(BoundInvalidator bound);
    }

    private void change(long id, Invalidating invalidating, CacheInvalidator invalidator) throws Exception {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            AmountBean.increment(connection, id);
            try (BoundInvalidator bound = invalidator.within(connection)) {
                invalidating.run(bound);
                connection.commit();
            }
        }
        committed.incrementAndGet((int) id);
    }

    private void fill(Way way) throws Exception {
        List<Callable<Void>> threads = new ArrayList<>();
        for (int reader = 0; reader < READERS; reader++) {
            long first = way.first + reader;
            Request request = way.nodes.get(reader % 2);
            threads.add(() -> {
                long[] next = {first};
                while (next[0] < way.first + ids) {
                    request.run(cached -> {
                        if (next[0] < way.first + ids) {
                            cached.get(next[0]);
                            next[0] += READERS;
                        }
                    });
                }
                return null;
            });
        }
        inParallel(threads);
    }

    private void measure(int round, String name, Way way, Write write) throws Exception {
        double seconds = Integer.getInteger("scopes.seconds", 20);
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        LongAdder calls = new LongAdder();
        LongAdder stale = new LongAdder();
        LongAdder writes = new LongAdder();
        long loads = AmountBean.LOADS.sum();
        List<Callable<Void>> threads = new ArrayList<>();
        for (int reader = 0; reader < READERS; reader++) {
            SplittableRandom random = new SplittableRandom((name + round + reader).hashCode());
            Request request = way.nodes.get(reader % 2);
            threads.add(() -> {
                while (System.nanoTime() < end) {
                    long[] atBegin = new long[CALLS]; // what was committed before the request
                    long[] wanted = new long[CALLS];
                    for (int i = 0; i < CALLS; i++) {
                        wanted[i] = way.first + someId(random);
                        atBegin[i] = committed.get((int) wanted[i]);
                    }
                    int[] next = {0};
                    request.run(cached -> {
                        int i = next[0]++;
                        if (cached.get(wanted[i]) < atBegin[i]) {
                            stale.increment();
                        }
                        calls.increment();
                    });
                }
                return null;
            });
        }
        if (write != null) {
            SplittableRandom random = new SplittableRandom(round);
            threads.add(() -> {
                for (int i = 0; System.nanoTime() < end; i++) {
                    write.run(way.first + someId(random));
                    writes.increment();
                    LockSupport.parkNanos(begin + (i + 1) * 1_000_000_000L / RATE - System.nanoTime());
                }
                return null;
            });
        }
        inParallel(threads);
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %.0f | %.4f | %.0f | %d |%n",
                round,
                name,
                calls.sum() / seconds,
                1 - (double) (AmountBean.LOADS.sum() - loads) / calls.sum(),
                writes.sum() / seconds,
                stale.sum());
    }

    private long someId(SplittableRandom random) {
        return random.nextInt(10) < 9 ? random.nextLong(ids / 100) : random.nextLong(ids);
    }

    private static void inParallel(List<Callable<Void>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> one : threads.invokeAll(work)) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
