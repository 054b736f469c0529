package org.cacheversions.cluster;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.cacheversions.cluster.app.Group;
import org.cacheversions.cluster.app.Sections;
import org.cacheversions.cluster.app.WriteRequest;

/** Readers for each node, and writers that use any node. */
final class Workload {

    static final int ITEMS = 30;

    private static final int SECTIONS = ITEMS / Sections.ITEMS_PER_SECTION;
    private static final int BUNDLES = SECTIONS / Sections.SECTIONS_PER_BUNDLE;
    private static final int READERS_OF_A_NODE = 3;
    private static final int QUESTIONS = 40;

    private final List<ClusterNode> nodes;
    private final Checker checker;
    private final Outages outages;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong stamps = new AtomicLong(1);
    private final Set<Reading> acknowledged = ConcurrentHashMap.newKeySet();
    private final LongAdder requests = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder rollbacks = new LongAdder();
    private final LongAdder excused = new LongAdder();
    private final LongAdder unexcused = new LongAdder();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean storm;
    private volatile boolean over;

    Workload(List<ClusterNode> nodes, Checker checker, Outages outages) {
        this.nodes = nodes;
        this.checker = checker;
        this.outages = outages;
    }

    void start(SplittableRandom random, int writers, int millisBetweenWrites) {
        for (ClusterNode node : nodes) {
            for (int i = 0; i < READERS_OF_A_NODE; i++) {
                SplittableRandom own = random.split();
                threads.execute(() -> {
                    while (!over) {
                        read(node, own);
                    }
                });
            }
        }
        for (int i = 0; i < writers; i++) {
            SplittableRandom own = random.split();
            threads.execute(() -> {
                while (!over) {
                    write(nodes.get(own.nextInt(nodes.size())), randomWrite(own), own);
                    pause(own.nextInt(2 * (storm ? millisBetweenWrites / 5 : millisBetweenWrites) + 1));
                }
            });
        }
    }

    /** Switches between normal load and frequent transactions that all roll back. */
    void storm(boolean on) {
        storm = on;
    }

    void stop() throws InterruptedException {
        over = true;
        threads.shutdown();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("readers or writers do not end");
        }
    }

    private void read(ClusterNode node, SplittableRandom random) {
        boolean inTransaction = random.nextInt(8) == 0;
        StringBuilder path = new StringBuilder(256).append(inTransaction ? "read?tx=1&q=" : "read?q=");
        for (int i = 0; i < QUESTIONS; i++) {
            path.append(i == 0 ? "" : ".").append(question(random));
        }
        PendingRequest request = checker.asks(node, inTransaction ? "reading in a transaction" : "reading");
        HttpResponse<String> answer = ask(request, path.toString(), false);
        if (answer == null) {
            pause(200);
            return;
        }
        checker.judge(request, line(answer.body(), 'r'), line(answer.body(), 'l'));
    }

    private static String question(SplittableRandom random) {
        int kind = random.nextInt(20);
        if (kind < 15) {
            return "i" + random.nextInt(ITEMS);
        }
        if (kind < 17) {
            return "s" + random.nextInt(SECTIONS);
        }
        return kind < 19 ? "p" + random.nextInt(ITEMS / 3) : "b" + random.nextInt(BUNDLES);
    }

    private WriteRequest randomWrite(SplittableRandom random) {
        int kind = random.nextInt(20);
        int item = random.nextInt(ITEMS / 2);
        int end = storm ? random.nextInt(1, 3) : random.nextInt(10);
        return new WriteRequest(
                kind < 9
                        ? WriteRequest.Kind.ONE
                        : kind < 14
                                ? WriteRequest.Kind.TWO
                                : kind < 19 ? WriteRequest.Kind.REQUIRES_NEW : WriteRequest.Kind.ALL,
                item,
                random.nextInt(ITEMS / 2, ITEMS),
                stamps.getAndAdd(2),
                end == 1 ? WriteRequest.End.THROW : end == 2 ? WriteRequest.End.ROLLBACK_ONLY : WriteRequest.End.COMMIT,
                new String[] {question(random), question(random)});
    }

    /** Lets a node run a write that reaches every fault point of a transaction. */
    void write(ClusterNode node, SplittableRandom random) {
        int item = 3 * random.nextInt(ITEMS / 6);
        write(
                node,
                new WriteRequest(
                        WriteRequest.Kind.ONE,
                        item + Group.BLUE.ordinal(),
                        ITEMS - 1,
                        stamps.getAndAdd(2),
                        WriteRequest.End.COMMIT,
                        new String[] {"i" + item, "i" + (item + 1)}),
                random);
    }

    private void write(ClusterNode node, WriteRequest write, SplittableRandom random) {
        PendingRequest request = checker.asks(node, write.kind() + " " + write.end());
        HttpResponse<String> answer = ask(
                request,
                "write?kind=" + write.kind() + "&item=" + write.item() + "&other=" + write.other() + "&stamp="
                        + write.stamp() + "&end=" + write.end() + "&q=" + String.join(".", write.before()),
                true);
        if (answer == null) {
            return;
        }
        List<Reading> committed = new ArrayList<>();
        List<Reading> rolledBack = new ArrayList<>();
        String labels = line(answer.body(), 'l');
        answer.body().lines().forEach(line -> {
            if (line.startsWith("w ")) {
                committed.addAll(readings(line));
            } else if (line.startsWith("x ")) {
                rolledBack.addAll(readings(line));
            }
        });
        (rolledBack.isEmpty() ? commits : rollbacks).increment();
        acknowledged.addAll(committed);
        committed.forEach(reading -> checker.toldWriter(reading, request.node() + ", to a writer, " + write));
        checker.judge(request, line(answer.body(), 'r'), labels);
        List<Reading> written = new ArrayList<>(committed);
        written.addAll(rolledBack);
        checker.judgeOwn(request, written, line(answer.body(), 'o'), labels);
        committed.forEach(reading ->
                request.floors()[reading.item()] = Math.max(request.floors()[reading.item()], reading.counter()));
        checker.judge(request, line(answer.body(), 'a'), labels);
    }

    private static List<Reading> readings(String line) {
        List<Reading> readings = new ArrayList<>();
        for (String text : line.substring(2).split(" ")) {
            if (!text.isEmpty()) {
                readings.add(Reading.of(text));
            }
        }
        return readings;
    }

    private static String line(String body, char kind) {
        return body.lines()
                .filter(line -> !line.isEmpty() && line.charAt(0) == kind)
                .map(line -> line.substring(Math.min(2, line.length())))
                .findFirst()
                .orElse("");
    }

    /** Returns a successful response or {@code null}, and records whether a fault excuses a failure. */
    private HttpResponse<String> ask(PendingRequest request, String path, boolean writes) {
        requests.increment();
        String problem;
        try {
            HttpResponse<String> answer = request.node().ask(path);
            if (answer.statusCode() == 200) {
                return answer;
            }
            problem = answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            problem = e.toString();
        }
        if (outages.excuse(request.node(), writes, request.started())) {
            excused.increment();
        } else {
            unexcused.increment();
            if (failures.size() < 20) {
                failures.add(request.node() + " " + request.what() + ": " + problem);
                System.out.println("FAILED WITHOUT A FAULT " + request.node() + " " + request.what() + ": " + problem);
            }
        }
        return null;
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    Set<Reading> acknowledged() {
        return acknowledged;
    }

    long requests() {
        return requests.sum();
    }

    long commits() {
        return commits.sum();
    }

    long rollbacks() {
        return rollbacks.sum();
    }

    long excused() {
        return excused.sum();
    }

    long unexcused() {
        return unexcused.sum();
    }

    Queue<String> failures() {
        return failures;
    }
}
