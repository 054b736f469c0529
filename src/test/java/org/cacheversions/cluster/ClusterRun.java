package org.cacheversions.cluster;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.it.Payara;
import org.cacheversions.it.Server;
import org.cacheversions.it.WildFly;

/** A run of the cluster test. Its last line and its exit status show the result. */
public final class ClusterRun {

    private static final int ATTEMPTS_AT_THE_END = 20;
    private static final int ENOUGH_FOUND = 10;
    private static final String BEFORE = "-before";

    private final Settings settings;
    private final Path directory;
    private final List<ClusterNode> nodes = new ArrayList<>();
    private Checker checker;
    private final Outages outages = new Outages();

    private ClusterRun(Settings settings) throws IOException {
        this.settings = settings;
        this.directory = Files.createTempDirectory(
                        Files.createDirectories(settings.directory().resolve("runs")), "run-")
                .toAbsolutePath();
    }

    /** Runs with the settings from system properties. */
    public static void main(String[] args) throws Exception {
        boolean passed = false;
        try {
            Settings settings = Settings.of(System.getProperties());
            passed = settings.isControl() || new ClusterRun(settings).run();
            if (settings.control() != Settings.Control.NONE) {
                passed &= new ClusterRun(settings.forControl()).run();
            }
        } catch (Exception e) {
            passed = false;
            e.printStackTrace();
            System.out.println("CLUSTER TEST FAILED: " + e);
        }
        System.exit(passed ? 0 : 1);
    }

    private boolean run() throws Exception {
        System.out.println(settings);
        try (Postgres postgres = Postgres.start(
                        settings.directory().resolve("postgresql").toAbsolutePath(), directory.resolve("postgres"));
                RedisProcess redis = settings.usesRedis() ? new RedisProcess() : null) {
            postgres.create(Workload.ITEMS);
            checker = new Checker(
                    Workload.ITEMS, settings.maxAge(), settings.mode().equals("leased"), postgres::history);
            try {
                make(postgres, redis);
                boot();
                return test(postgres, redis);
            } finally {
                nodes.forEach(ClusterNode::close);
            }
        }
    }

    private void make(Postgres postgres, RedisProcess redis) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        Wars wars = new Wars(settings, postgres.url(), redis, directory.resolve("wars"));
        Wars before = new WarsBefore(settings, postgres.url(), redis, directory.resolve("wars-before"));
        Path launcher = wars.launcher();
        for (String kind : settings.nodes()) {
            String name = nodes.size() + 1 + "-" + kind;
            if (kind.startsWith("jetty-")) {
                String provider = kind.substring("jetty-".length());
                Path war = provider.endsWith(BEFORE)
                        ? before.forJetty(provider.substring(0, provider.length() - BEFORE.length()))
                        : wars.forJetty(provider);
                nodes.add(new JettyNode(client, name, war, launcher, directory.resolve(name), postgres.url()));
            } else {
                nodes.add(new ServerNode(client, name, server(kind), wars.forServer(kind)));
            }
        }
    }

    private static Supplier<Server> server(String kind) {
        return switch (kind) {
            case "wildfly" -> WildFly::new;
            case "payara" -> Payara::new;
            default -> throw new IllegalArgumentException("There is no node of the kind " + kind);
        };
    }

    private void boot() {
        List<CompletableFuture<Void>> booting = nodes.stream()
                .map(node -> CompletableFuture.runAsync(() -> {
                    try {
                        long began = System.nanoTime();
                        node.start();
                        System.out.printf("%s is up after %.1f s%n", node, (System.nanoTime() - began) / 1e9);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        booting.forEach(CompletableFuture::join);
    }

    private boolean test(Postgres postgres, RedisProcess redis) throws Exception {
        SplittableRandom random = new SplittableRandom(settings.seed());
        Workload workload = new Workload(nodes, checker, outages);
        Faults faults = new Faults(settings.mode(), postgres, redis, workload, outages, nodes);
        FaultInjector injector = new FaultInjector(nodes);
        Observer observer = new Observer(postgres, checker);
        Thread looking = new Thread(observer, "observer");
        looking.start();
        long began = System.nanoTime();
        workload.start(random, settings.writers(), settings.millisBetweenWrites());
        injector.run(FaultPlan.of(settings, faults.all()), began);
        awaitNanoTime(
                began + TimeUnit.SECONDS.toNanos(settings.seconds()),
                () -> settings.isControl() && checker.stale() >= ENOUGH_FOUND);
        injector.await();
        workload.stop();
        double seconds = (System.nanoTime() - began) / 1e9;
        observer.stop();
        looking.join();
        try (Connection connection = postgres.connect()) {
            sweep(connection);
            checker.compare(WriteLog.of(connection, workload.acknowledged()));
        }
        return new Report(settings, checker, workload, injector, seconds, counts()).print();
    }

    /** Reads everything from every node after the last write, and compares it with the database. */
    private void sweep(Connection connection) throws SQLException, IOException {
        List<Reading> rows = Observer.rows(connection);
        LockSupport.parkNanos(settings.maxAge().toNanos());
        for (ClusterNode node : nodes) {
            for (String form : List.of("i", "s", "b", "p")) {
                int count =
                        switch (form) {
                            case "i" -> Workload.ITEMS;
                            case "s" -> Workload.ITEMS / 5;
                            case "b" -> Workload.ITEMS / 15;
                            default -> Workload.ITEMS / 3;
                        };
                String path = "read?q="
                        + IntStream.range(0, count).mapToObj(i -> form + i).collect(Collectors.joining("."));
                for (String answer : patiently(node, path).split("[ ,]")) {
                    Reading shown = Reading.of(answer);
                    Reading committed = rows.get(shown.item());
                    if (!shown.equals(committed)) {
                        checker.neverShown(node, committed, shown);
                    }
                }
            }
        }
    }

    /** A pool may still contain connections that the last restart has broken. */
    private static String patiently(ClusterNode node, String path) throws IOException {
        HttpResponse<String> answer = null;
        for (int i = 0; i < ATTEMPTS_AT_THE_END; i++) {
            answer = node.ask(path);
            if (answer.statusCode() == 200) {
                return answer.body()
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .substring(2)
                        .strip();
            }
        }
        throw new IOException(node + " does not recover: " + answer.body());
    }

    private List<String> counts() throws IOException {
        List<String> counts = new ArrayList<>();
        for (ClusterNode node : nodes) {
            counts.add(node + " " + node.ask("counts").body());
        }
        return counts;
    }

    private static void awaitNanoTime(long time, BooleanSupplier enough) {
        for (long left = time - System.nanoTime();
                left > 0 && !enough.getAsBoolean();
                left = time - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(200)));
        }
    }
}
