package org.cacheversions.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs benchmarks in rounds of one fork each, so that a temporary slowdown of the machine affects all benchmarks of a
 * round, not all forks of one benchmark.
 *
 * <p>System properties: {@code jmh.include}, a regular expression of benchmarks; {@code jmh.rounds};
 * {@code jmh.threads}, separated by commas; {@code jmh.millis}, the length of an iteration.
 */
public final class Rounds {

    private Rounds() {}

    public static void main(String[] arguments) throws RunnerException, IOException {
        String include = System.getProperty("jmh.include", "HitBenchmark");
        int rounds = Integer.getInteger("jmh.rounds", 4);
        List<Integer> threads = Stream.of(
                        System.getProperty("jmh.threads", "1,2").split(","))
                .map(Integer::valueOf)
                .toList();
        TimeValue time = TimeValue.milliseconds(Integer.getInteger("jmh.millis", 500));
        Path directory = Path.of("target", "jmh");
        Files.createDirectories(directory);
        List<Path> files = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (int count : threads) {
                Path file = directory.resolve("round-%d-threads-%d.json".formatted(round, count));
                new Runner(new OptionsBuilder()
                                .include(include)
                                .forks(1)
                                .threads(count)
                                .warmupTime(time)
                                .measurementTime(time)
                                .addProfiler(GCProfiler.class)
                                .addProfiler(CpuTime.class)
                                .shouldFailOnError(true)
                                .jvmArgsAppend("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC")
                                .resultFormat(ResultFormatType.JSON)
                                .result(file.toString())
                                .build())
                        .run();
                files.add(file);
            }
        }
        Report.write(files, directory.resolve("report.md"));
    }
}
