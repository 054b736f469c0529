package org.cacheversions.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Checks answers outside the nodes, against the commits that were known when the request began: from replies to
 * writers, from the database, and from earlier answers to readers. Thread-safe.
 */
final class Checker {

    private static final int KEPT_FINDINGS = 50;
    private static final Duration LOST_AFTER = Duration.ofSeconds(10);

    private final List<ItemHistory> items;
    private final long maxAge;
    private final boolean writersWait;
    private final IntFunction<String> history;
    private final LongAdder answers = new LongAdder();
    private final LongAdder counters = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private final Set<String> phantoms = ConcurrentHashMap.newKeySet();
    private final Set<String> findings = ConcurrentHashMap.newKeySet();

    /**
     * Creates a checker of the given number of items.
     *
     * @param maxAge the maximum age of an answer
     * @param writersWait whether an answer must show each commit whose writer has returned, whatever its age
     * @param history the known history of an item, to be printed with a finding
     */
    Checker(int items, Duration maxAge, boolean writersWait, IntFunction<String> history) {
        this.writersWait = writersWait;
        this.history = history;
        this.items = IntStream.range(0, items).mapToObj(i -> new ItemHistory()).toList();
        this.maxAge = maxAge.toNanos();
    }

    /** To be called before the request is sent. */
    PendingRequest asks(ClusterNode node, String what) {
        long[] floors = new long[items.size()];
        long[] told = new long[items.size()];
        for (int i = 0; i < floors.length; i++) {
            floors[i] = items.get(i).floor();
            told[i] = items.get(i).told();
        }
        return new PendingRequest(node, what, floors, told, System.nanoTime());
    }

    /** Checks answers separated by spaces; each consists of readings separated by commas. */
    void judge(PendingRequest request, String text, String labels) {
        for (String answer : text.split(" ")) {
            if (!answer.isEmpty()) {
                answers.increment();
                for (String reading : answer.split(",")) {
                    judge(request, Reading.of(reading), labels);
                }
            }
        }
    }

    private void judge(PendingRequest request, Reading reading, String labels) {
        counters.increment();
        ItemHistory item = items.get(reading.item());
        long floor = request.floors()[reading.item()];
        if (!agrees(reading, request.node() + " " + request.what() + " " + labels)) {
            return;
        }
        if (reading.counter() < floor) {
            item.missedAfter(reading.counter(), floor, request.started());
            long age = request.started() - item.known(reading.counter() + 1);
            if (age > maxAge || maxAge == 0 || (writersWait && reading.counter() < request.told()[reading.item()])) {
                stale(request, reading, floor, age, labels);
            }
        }
        item.committed(reading.counter(), request.node().shown());
    }

    private void stale(PendingRequest request, Reading reading, long floor, long age, String labels) {
        stale.increment();
        ItemHistory item = items.get(reading.item());
        if (age > maxAge + LOST_AFTER.toNanos()) {
            lost.add(reading.item() + "=" + (reading.counter() + 1));
        }
        finding(
                "STALE started=" + request.started() + " " + request.node() + " " + reading,
                reading.item(),
                "%s: %s: %s, but %d was known %d ms before by %s, %d by %s; %s"
                        .formatted(
                                request.node(),
                                request.what(),
                                reading,
                                reading.counter() + 1,
                                age / 1_000_000,
                                item.source(reading.counter() + 1),
                                floor,
                                item.source(floor),
                                labels));
    }

    /** Checks that a transaction reads its own writes. */
    void judgeOwn(PendingRequest request, List<Reading> written, String shownToIt, String labels) {
        for (String text : shownToIt.split(" ")) {
            if (text.isEmpty()) {
                continue;
            }
            answers.increment();
            counters.increment();
            Reading reading = Reading.of(text);
            // others may already have overwritten the commit of an inner REQUIRES_NEW transaction
            boolean shown = written.stream()
                    .anyMatch(own -> own.item() == reading.item() && own.counter() <= reading.counter());
            if (!shown) {
                stale.increment();
                finding(
                        "OWN WRITE UNSEEN",
                        reading.item(),
                        "%s %s: read %s, wrote %s; %s"
                                .formatted(request.node(), request.what(), reading, written, labels));
            }
        }
    }

    /** Records a commit that a writer was notified of. */
    void toldWriter(Reading reading, String source) {
        committed(reading, source);
        items.get(reading.item()).toldWriter(reading.counter());
    }

    /** Records a commit that the database shows. */
    void committed(Reading reading, String source) {
        if (agrees(reading, source)) {
            items.get(reading.item()).committed(reading.counter(), source);
        }
    }

    private boolean agrees(Reading reading, String source) {
        if (items.get(reading.item()).agrees(reading.counter(), reading.stamp())) {
            return true;
        }
        phantom(reading, source);
        return false;
    }

    private void phantom(Reading reading, String source) {
        if (phantoms.add(reading.item() + "=" + reading.counter())) {
            finding(
                    "PHANTOM",
                    reading.item(),
                    "%s, by %s; before it was seen with the stamp %d"
                            .formatted(
                                    reading, source, items.get(reading.item()).stamp((int)
                                            Math.min(reading.counter(), ItemHistory.CAPACITY - 1))));
        }
    }

    /** Compares everything that was seen with the log of all writes, after the last write. */
    void compare(WriteLog log) {
        for (Reading reading : log.withoutVersion()) {
            lost.add(reading.item() + "=" + reading.counter());
            finding("LOST", reading.item(), reading + " was committed and its cache got no new version with it");
        }
        for (int i = 0; i < items.size(); i++) {
            for (int counter = 1; counter < ItemHistory.CAPACITY; counter++) {
                long seen = items.get(i).stamp(counter);
                if (seen < 0) {
                    continue;
                }
                Reading reading = new Reading(i, counter, seen);
                if (log.has(reading)) {
                    continue;
                }
                if (log.acknowledged(reading)) {
                    lost.add(i + "=" + counter);
                    finding("LOST", i, reading + " was acknowledged and is not in the database");
                } else {
                    phantom(reading, "some reader; it is not in the table of writes");
                }
            }
        }
    }

    /** Reports a commit that a node still does not show after all writes have ended. */
    void neverShown(ClusterNode node, Reading committed, Reading shown) {
        lost.add(committed.item() + "=" + committed.counter());
        finding(
                "LOST",
                committed.item(),
                "%s is in the database, %s shows %s at the end".formatted(committed, node, shown));
    }

    /** Prints a finding, each only once. */
    private void finding(String what, int item, String text) {
        String key = what.startsWith("STALE") ? what : what + " " + text;
        if (findings.size() < KEPT_FINDINGS && findings.add(key)) {
            System.out.println(what + ": " + text + "\n    " + history.apply(item));
        }
    }

    List<ItemHistory> items() {
        return items;
    }

    long answers() {
        return answers.sum();
    }

    long counters() {
        return counters.sum();
    }

    long stale() {
        return stale.sum();
    }

    int lost() {
        return lost.size();
    }

    int phantoms() {
        return phantoms.size();
    }

    boolean foundNothing() {
        return stale() == 0 && lost.isEmpty() && phantoms.isEmpty();
    }

    /** Returns the sorted staleness of the seen commits in nanoseconds. */
    long[] staleness() {
        return items.stream()
                .flatMapToLong(
                        item -> IntStream.rangeClosed(1, (int) item.floor()).mapToLong(item::missed))
                .sorted()
                .toArray();
    }
}
