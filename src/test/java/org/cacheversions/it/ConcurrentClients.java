package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Concurrent clients of one application. */
final class ConcurrentClients {

    private static final int THREADS_OF_A_BROWSER = 4;
    private static final long ID = 30;

    private final Application notes;

    ConcurrentClients(Application notes) {
        this.notes = notes;
    }

    /** Readers in two browsers check what they see while a writer commits. */
    void readWhileWriting(int writes) throws Exception {
        LatestSeen seen = new LatestSeen();
        AtomicBoolean done = new AtomicBoolean();
        notes.get("call/write", "id", ID, "text", 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<Void>> readers = Stream.of(notes.anotherBrowser(), notes.anotherBrowser())
                    .flatMap(browser -> IntStream.range(0, THREADS_OF_A_BROWSER)
                            .mapToObj(thread -> CompletableFuture.runAsync(
                                    () -> {
                                        while (!done.get()) {
                                            seen.read(browser);
                                        }
                                    },
                                    threads)))
                    .toList();
            try {
                for (long n = 1; n <= writes; n++) {
                    assertThat(notes.get("call/write", "id", ID, "text", n).get("outcome"))
                            .isEqualTo("returned");
                    seen.text.accumulateAndGet(n, Math::max);
                }
            } finally {
                done.set(true);
            }
            CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)).get();
        } finally {
            threads.shutdownNow();
        }
        assertThat(seen.hits).as("the cache was in use").hasPositiveValue();
        assertThat(notes.get("call/text", "id", ID).text()).isEqualTo(Integer.toString(writes));
    }

    /** Lets two writers name the same caches in opposite orders for a configured time; returns the refused requests. */
    List<Answer> invalidateInOppositeOrders() throws Exception {
        return invalidateInOppositeOrders("call/invalidate-only");
    }

    /** Does the same with writers that retry a transaction that the database could not serialize. */
    List<Answer> invalidateInOppositeOrdersWithRetry() throws Exception {
        return invalidateInOppositeOrders("call/invalidate-with-retry");
    }

    private List<Answer> invalidateInOppositeOrders(String page) throws Exception {
        long until = System.nanoTime()
                + Duration.ofSeconds(Integer.parseInt(Server.setting("it.deadlock.seconds")))
                        .toNanos();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            AtomicLong committed = new AtomicLong();
            List<CompletableFuture<List<Answer>>> writers = Stream.of(
                            List.of("notes", "tags"), List.of("tags", "notes"))
                    .map(order -> CompletableFuture.supplyAsync(
                            () -> invalidateUntil(until, page, order, committed, notes.anotherBrowser()), threads))
                    .toList();
            List<Answer> refused = new ArrayList<>();
            for (CompletableFuture<List<Answer>> writer : writers) {
                refused.addAll(writer.get());
            }
            System.out.println("opposite orders: " + committed + " committed, " + refused.size() + " refused");
            assertThat(committed).hasPositiveValue();
            return refused;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Answer> invalidateUntil(
            long until, String page, List<String> order, AtomicLong committed, Application browser) {
        List<Answer> refused = new ArrayList<>();
        do {
            Answer answer = browser.get(page, "cache", order.get(0), "cache", order.get(1));
            if (answer.get("outcome").equals("returned")) {
                committed.incrementAndGet();
            } else {
                refused.add(answer);
            }
        } while (System.nanoTime() < until);
        return refused;
    }

    /** The latest state seen by any request. No request that starts later may see an earlier state. */
    private static final class LatestSeen {
        final AtomicLong text = new AtomicLong();
        final AtomicLong revision = new AtomicLong();
        final AtomicLong hits = new AtomicLong();

        void read(Application browser) {
            long leastText = text.get();
            long leastRevision = revision.get();
            Answer answer = browser.get("call/text", "id", ID);
            long seen = Long.parseLong(answer.text());
            long pinned = answer.revision();
            assertThat(pinned).as("the revision of the request").isGreaterThanOrEqualTo(leastRevision);
            assertThat(seen).as("the text, at revision %d", pinned).isGreaterThanOrEqualTo(leastText);
            text.accumulateAndGet(seen, Math::max);
            revision.accumulateAndGet(pinned, Math::max);
            hits.addAndGet(answer.hits());
        }
    }
}
