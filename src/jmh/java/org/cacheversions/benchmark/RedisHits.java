package org.cacheversions.benchmark;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.internal.jsonb.JsonbCodec;
import org.cacheversions.spi.ValueCodec;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;

/**
 * The cost of a hit in Redis, compared with a bare GET and decoding of the same bytes, and with a hit of Spring's
 * cache; and of a hit in {@code near}, compared with {@code local}. Interleaved rounds; the first one is a warm-up.
 *
 * <p>System properties: {@code redis.threads}, separated by commas; {@code redis.millis}, the length of a run;
 * {@code redis.rounds}.
 */
public final class RedisHits {

    private static final int BANS = 1_000;

    private final Map<String, List<Latencies>> measured = new LinkedHashMap<>();

    private RedisHits() {}

    public static void main(String[] arguments) throws Exception {
        Duration duration = Duration.ofMillis(Integer.getInteger("redis.millis", 2000));
        int rounds = Integer.getInteger("redis.rounds", 5);
        String[] threadCounts = System.getProperty("redis.threads", "1,16,64").split(",");
        RedisHits hits = new RedisHits();
        try (RedisProcess redis = new RedisProcess();
                Node shared = node("redis", redis);
                Node near = node("near", redis);
                Node local = node("local", redis);
                RedisClient client = client(redis.port());
                SpringRedis spring = new SpringRedis(redis.port())) {
            Map<String, Callable<Latencies.Call>> ways = new LinkedHashMap<>();
            ways.put("GET and decode", getAndDecode(shared, redis, client));
            ways.put("redis", calling(shared));
            ways.put("Spring", springHits(spring));
            ways.put("local", calling(local));
            ways.put("near", calling(near));
            for (int round = 0; round <= rounds; round++) {
                for (String threads : threadCounts) {
                    for (Map.Entry<String, Callable<Latencies.Call>> way : ways.entrySet()) {
                        Latencies one = Latencies.of(Integer.parseInt(threads), duration, way.getValue());
                        if (round > 0) {
                            hits.measured
                                    .computeIfAbsent(threads + " | " + way.getKey(), key -> new ArrayList<>())
                                    .add(one);
                        }
                    }
                }
            }
        }
        hits.report("JDK %s, %d rounds of %d ms, %d entries"
                .formatted(Runtime.version(), rounds, duration.toMillis(), BANS));
        System.exit(0);
    }

    private static Node node(String store, RedisProcess redis) {
        return new Node(
                Map.of(
                        "cache-versions.store",
                        store,
                        "cache-versions.redis.namespace",
                        store,
                        "cache-versions.redis.timeout",
                        "PT10S",
                        "cache-versions.redis.uri",
                        redis.uri()),
                BanBean.class);
    }

    private static RedisClient client(int port) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(64);
        pool.setMaxIdle(64);
        return RedisClient.builder()
                .hostAndPort("127.0.0.1", port)
                .poolConfig(pool)
                .build();
    }

    /** Calls the cached method in one request, which reads the versions once. */
    private static Callable<Latencies.Call> calling(Node node) {
        BanBean bans = node.bean(BanBean.class);
        VersionContexts contexts = node.contexts();
        return () -> {
            contexts.bind(contexts.pin());
            for (int id = 0; id < BANS; id++) {
                bans.find(id);
            }
            return count -> check(bans.find(count % BANS), count % BANS);
        };
    }

    /** The minimum for a known key: a GET of the bytes, whose JSON the same codec decodes. */
    private static Callable<Latencies.Call> getAndDecode(Node shared, RedisProcess redis, RedisClient client)
            throws Exception {
        calling(shared).call();
        byte[][] keys;
        try (Jedis jedis = redis.client()) {
            List<String> found = new ArrayList<>();
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                var page = jedis.scan(cursor, new ScanParams().match("redis:*").count(1_000));
                found.addAll(page.getResult());
                cursor = page.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
            keys = found.stream()
                    .map(key -> key.getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new);
        }
        if (keys.length != BANS) {
            throw new IllegalStateException(keys.length + " keys");
        }
        ValueCodec.Format format = new JsonbCodec().of(Ban.class);
        // the frame of an entry without an expiry and without further labels is one byte
        return () -> count -> {
            byte[] bytes = client.get(keys[count % BANS]);
            if (format.decode(Arrays.copyOfRange(bytes, 1, bytes.length)) == null) {
                throw new IllegalStateException("a miss");
            }
        };
    }

    private static Callable<Latencies.Call> springHits(SpringRedis spring) {
        for (long id = 0; id < BANS; id++) {
            spring.cache().put(id, Ban.of(id));
        }
        return () -> count -> check(spring.cache().get((long) (count % BANS)).get(), count % BANS);
    }

    private static void check(Object value, long id) {
        if (((Ban) value).userId() != id) {
            throw new IllegalStateException(value + " is not " + id);
        }
    }

    private void report(String title) throws Exception {
        StringBuilder text = new StringBuilder("%s%n%n".formatted(title));
        text.append(
                "| threads | way | mean µs | least–most | p50 µs | p99 µs | of GET and decode | of Spring | of local |%n"
                        .formatted());
        text.append("|---|---|---|---|---|---|---|---|---|%n".formatted());
        measured.forEach((name, all) -> {
            String threads = name.substring(0, name.indexOf(' ')) + " | ";
            double[] means = sorted(all, Latencies::mean);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f–%.2f | %.2f | %.2f | %s | %s | %s |%n",
                    name,
                    median(means),
                    means[0],
                    means[means.length - 1],
                    median(sorted(all, Latencies::p50)),
                    median(sorted(all, Latencies::p99)),
                    ratio(all, measured.get(threads + "GET and decode")),
                    ratio(all, measured.get(threads + "Spring")),
                    ratio(all, measured.get(threads + "local"))));
        });
        Path directory = Files.createDirectories(Path.of("target", "jmh"));
        Files.writeString(directory.resolve("redis-hits.md"), text);
        System.out.println(text);
    }

    /** The ratio of the means within each round: median, minimum and maximum. */
    private static String ratio(List<Latencies> some, List<Latencies> others) {
        double[] ratios = new double[some.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = some.get(i).mean() / others.get(i).mean();
        }
        Arrays.sort(ratios);
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", median(ratios), ratios[0], ratios[ratios.length - 1]);
    }

    private static double[] sorted(List<Latencies> all, ToDoubleFunction<Latencies> of) {
        return all.stream().mapToDouble(of).sorted().toArray();
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
