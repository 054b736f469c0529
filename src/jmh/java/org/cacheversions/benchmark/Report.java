package org.cacheversions.benchmark;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Creates a Markdown table from JMH's JSON. It shows, for each benchmark, the median, minimum and maximum over the
 * rounds, processor time and bytes per operation, and the ratio to the baseline: that of the medians, and its minimum
 * and maximum over the rounds.
 */
public final class Report {

    private static final String FLOOR = "doNothing";

    private Report() {}

    /** Creates the table from these files. */
    public static void main(String[] files) throws IOException {
        write(Arrays.stream(files).map(Path::of).toList(), Path.of("target", "jmh", "report.md"));
    }

    static void write(List<Path> files, Path report) throws IOException {
        Map<Integer, Map<String, List<Score>>> byThreads = new TreeMap<>();
        String jdk = "";
        for (Path file : files) {
            try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
                for (JsonValue value : reader.readArray()) {
                    JsonObject result = value.asJsonObject();
                    jdk = result.getString("vmName") + " " + result.getString("vmVersion");
                    byThreads
                            .computeIfAbsent(result.getInt("threads"), threads -> new TreeMap<>())
                            .computeIfAbsent(name(result), name -> new ArrayList<>())
                            .add(Score.of(result));
                }
            }
        }
        StringBuilder text = new StringBuilder(
                "%s, %d processors%n".formatted(jdk, Runtime.getRuntime().availableProcessors()));
        byThreads.forEach((threads, scores) -> append(text, threads, scores));
        Files.writeString(report, text);
        System.out.println(text);
    }

    private static void append(StringBuilder text, int threads, Map<String, List<Score>> scores) {
        text.append("%n| %d thread(s) | ns | least–most | of the floor | processor ns | of the floor | bytes |%n"
                .formatted(threads));
        text.append("|---|---|---|---|---|---|---|%n".formatted());
        scores.forEach((name, measured) -> {
            List<Score> floor = scores.getOrDefault(floorOf(name), List.of());
            double[] times = sorted(measured, Score::time);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f–%.1f | %s | %.1f | %s | %.0f |%n",
                    name,
                    median(times),
                    times[0],
                    times[times.length - 1],
                    ratio(measured, floor, Score::time),
                    median(sorted(measured, Score::cpu)),
                    ratio(measured, floor, Score::cpu),
                    median(sorted(measured, Score::bytes))));
        });
    }

    private static String ratio(List<Score> measured, List<Score> floor, ToDoubleFunction<Score> of) {
        if (floor.size() != measured.size()) {
            return "";
        }
        double[] rounds = new double[measured.size()];
        for (int i = 0; i < rounds.length; i++) {
            rounds[i] = of.applyAsDouble(measured.get(i)) / of.applyAsDouble(floor.get(i));
        }
        Arrays.sort(rounds);
        double medians = median(sorted(measured, of)) / median(sorted(floor, of));
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", medians, rounds[0], rounds[rounds.length - 1]);
    }

    /** Returns the baseline with the same number of arguments and the same request scope. */
    private static String floorOf(String name) {
        return FLOOR + (name.contains("1") ? "1" : "3") + (name.contains("No") ? "NoScope" : "");
    }

    private static double[] sorted(List<Score> scores, ToDoubleFunction<Score> of) {
        return scores.stream().mapToDouble(of).sorted().toArray();
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static String name(JsonObject result) {
        String benchmark = result.getString("benchmark");
        String name = benchmark.substring(benchmark.lastIndexOf('.') + 1);
        return result.containsKey("params")
                ? name + " " + result.getJsonObject("params").values()
                : name;
    }

    private record Score(double time, double cpu, double bytes) {

        static Score of(JsonObject result) {
            JsonObject further = result.getJsonObject("secondaryMetrics");
            return new Score(
                    score(result.getJsonObject("primaryMetric")),
                    score(further.getJsonObject(CpuTime.NAME)),
                    score(further.getJsonObject("gc.alloc.rate.norm")));
        }

        private static double score(JsonObject metric) {
            return metric.getJsonNumber("score").doubleValue();
        }
    }
}
