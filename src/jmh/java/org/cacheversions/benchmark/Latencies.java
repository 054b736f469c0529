package org.cacheversions.benchmark;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Latencies of single calls in microseconds, made by several threads in a loop. */
record Latencies(double mean, double p50, double p99) {

    /** One call of a thread. */
    interface Call {

        void run(int count) throws Exception;
    }

    /** Makes calls for a given time; {@code begin} prepares a thread and returns its call. */
    static Latencies of(int threads, Duration duration, Callable<Call> begin) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch ready = new CountDownLatch(threads);
            List<Future<long[]>> all = IntStream.range(0, threads)
                    .mapToObj(thread -> pool.submit(() -> {
                        Call call = begin.call();
                        ready.countDown();
                        ready.await();
                        return times(call, thread, duration.toNanos());
                    }))
                    .toList();
            long[] times = new long[0];
            for (Future<long[]> one : all) {
                long[] some = one.get();
                int length = times.length;
                times = Arrays.copyOf(times, length + some.length);
                System.arraycopy(some, 0, times, length, some.length);
            }
            Arrays.sort(times);
            return new Latencies(
                    Arrays.stream(times).average().orElseThrow() / 1e3,
                    times[times.length / 2] / 1e3,
                    times[(int) (times.length * 0.99)] / 1e3);
        } finally {
            pool.shutdownNow();
        }
    }

    private static long[] times(Call call, int thread, long nanos) throws Exception {
        long[] times = new long[1 << 16];
        int count = 0;
        long begin = System.nanoTime();
        for (long before = begin; before - begin < nanos; ) {
            call.run(thread + count);
            long after = System.nanoTime();
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = after - before;
            before = after;
        }
        return Arrays.copyOf(times, count);
    }
}
