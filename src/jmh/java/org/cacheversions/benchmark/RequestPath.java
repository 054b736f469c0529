package org.cacheversions.benchmark;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.cacheversions.databases.TestDatabase;
import org.jspecify.annotations.Nullable;

/**
 * What a filter costs a hello-world servlet: no filter; one that does nothing; this library's in each coherence; and
 * one SELECT of 20 rows per request. Interleaved rounds, each variant after a warm-up of half a minute, during which
 * the compiler uses most of two processors. The load comes from one thread of this JVM.
 *
 * <p>System properties: {@code requests.database}, {@code H2} or {@code POSTGRESQL}; {@code requests.unit}, a persistence
 * unit; {@code requests.connections}, separated by commas; {@code requests.millis}, the length of a run;
 * {@code requests.rounds}; {@code requests.threads}, {@code platform} or {@code virtual};
 * {@code requests.filters}, a regular expression.
 */
public final class RequestPath {

    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private record Way(
            String name, HelloServer server, @Nullable CountingPool pool) {}

    private record Measured(LoadGenerator.Seen seen, double selects) {}

    private final Map<String, List<Measured>> measured = new LinkedHashMap<>();

    private RequestPath() {}

    public static void main(String[] arguments) throws Exception {
        TestDatabase database = TestDatabase.valueOf(System.getProperty("requests.database", "POSTGRESQL"));
        String unit = System.getProperty("requests.unit", "hibernate-local");
        String[] connectionCounts =
                System.getProperty("requests.connections", "1,16,64,256").split(",");
        Duration duration = Duration.ofMillis(Integer.getInteger("requests.millis", 2000));
        int rounds = Integer.getInteger("requests.rounds", 3);
        String threads = System.getProperty("requests.threads", "platform");
        boolean virtual = threads.equals("virtual");
        String filters = System.getProperty("requests.filters", ".*");
        String url = database.withTable();
        CountingPool pool = CountingPool.of(url);
        VersionTable.fill(pool);
        List<Way> ways = new ArrayList<>();
        ways.add(new Way("none", new HelloServer(null, virtual), null));
        ways.add(new Way(
                "do nothing",
                new HelloServer((request, response, chain) -> chain.doFilter(request, response), virtual),
                null));
        for (String coherence : List.of("strict", "bounded", "leased")) {
            CountingPool own = CountingPool.of(url);
            VersionedNode node = new VersionedNode(
                    unit, own, Map.of("cache-versions.coherence", coherence, "cache-versions.auto-start", "true"));
            ways.add(new Way(coherence, new HelloServer(node.filter(), virtual), own));
        }
        ways.add(new Way("SELECT a request", new HelloServer(selecting(pool), virtual), pool));
        ways.removeIf(way -> !way.name.matches(filters));
        RequestPath path = new RequestPath();
        for (int i = 0; i < 3; i++) {
            for (Way way : ways) {
                measure(way, 64, WARM_UP);
            }
        }
        Random order = new Random(1);
        for (int round = 0; round < rounds; round++) {
            for (String connections : connectionCounts) {
                for (Way way : ways) {
                    path.measured
                            .computeIfAbsent(connections + " | " + way.name, key -> new ArrayList<>())
                            .add(measure(way, Integer.parseInt(connections), duration));
                }
            }
            Collections.shuffle(ways, order);
        }
        path.report("%s, %s, JDK %s, %s threads, %d rounds of %d ms"
                .formatted(database, unit, Runtime.version(), threads, rounds, duration.toMillis()));
        System.exit(0);
    }

    private static Measured measure(Way way, int connections, Duration duration) throws IOException {
        long before = way.pool == null ? 0 : way.pool.taken();
        LoadGenerator.Seen seen = LoadGenerator.run(way.server.port(), connections, duration);
        long selects = way.pool == null ? 0 : way.pool.taken() - before;
        return new Measured(seen, selects / (duration.toNanos() / 1e9));
    }

    /** A filter without the library that reads all versions for each request. */
    private static Filter selecting(DataSource pool) {
        return (request, response, chain) -> {
            try {
                request.setAttribute("versions", VersionTable.read(pool));
            } catch (SQLException e) {
                throw new ServletException(e);
            }
            chain.doFilter(request, response);
        };
    }

    private void report(String title) throws IOException {
        String first = measured.keySet().iterator().next();
        String reference = first.substring(first.indexOf('|') + 2);
        StringBuilder text = new StringBuilder("%s%n%n".formatted(title));
        text.append("| connections | filter | requests/s | least–most | of %s | p50 µs | p99 µs | SELECTs/s |%n"
                .formatted(reference));
        text.append("|---|---|---|---|---|---|---|---|%n".formatted());
        measured.forEach((name, all) -> {
            List<Measured> others = measured.get(name.substring(0, name.indexOf(' ')) + " | " + reference);
            double[] perSecond = sorted(all, one -> one.seen.perSecond());
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f–%.0f | %s | %.0f | %.0f | %.0f |%n",
                    name,
                    median(perSecond),
                    perSecond[0],
                    perSecond[perSecond.length - 1],
                    ratio(all, others),
                    median(sorted(all, one -> one.seen.p50())),
                    median(sorted(all, one -> one.seen.p99())),
                    median(sorted(all, Measured::selects))));
        });
        Path directory = Files.createDirectories(Path.of("target", "jmh"));
        Files.writeString(directory.resolve("requests.md"), text);
        System.out.println(text);
    }

    /** Compares within each round, since other load changes between rounds: median and quartiles. */
    private static String ratio(List<Measured> some, List<Measured> others) {
        double[] ratios = new double[some.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = some.get(i).seen.perSecond() / others.get(i).seen.perSecond();
        }
        Arrays.sort(ratios);
        return String.format(
                Locale.ROOT,
                "%.3f (%.3f–%.3f)",
                median(ratios),
                ratios[ratios.length / 4],
                ratios[ratios.length - 1 - ratios.length / 4]);
    }

    private static double[] sorted(List<Measured> all, ToDoubleFunction<Measured> of) {
        return all.stream().mapToDouble(of).sorted().toArray();
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
