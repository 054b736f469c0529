package org.cacheversions.benchmark;

import java.util.concurrent.TimeUnit;
import org.cacheversions.benchmark.HitBenchmark.Raw;
import org.cacheversions.benchmark.HitBenchmark.Request;
import org.cacheversions.benchmark.HitBenchmark.SpringContext;
import org.cacheversions.benchmark.HitBenchmark.Weld;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of a miss without its load. The stores are full, so each miss also evicts an entry. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 12, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class MissBenchmark {

    /** Keys that are not yet cached. */
    @State(Scope.Thread)
    public static class Keys {

        private long last = Names.FIRST;

        long next() {
            return last++;
        }
    }

    @Benchmark
    public Object doNothing1(Weld weld, Request request, Keys keys) {
        request.call();
        return weld.doNothing.one(keys.next());
    }

    @Benchmark
    public Object versioned1(Weld weld, Request request, Keys keys) {
        request.call();
        return weld.versioned.one(keys.next());
    }

    @Benchmark
    public Object caffeine1(Raw raw, Keys keys) {
        return raw.entries.get(keys.next(), key -> Names.of((Long) key));
    }

    @Benchmark
    public Object spring1(SpringContext spring, Keys keys) {
        return spring.bean.one(keys.next());
    }
}
