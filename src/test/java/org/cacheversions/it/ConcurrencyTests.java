package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two browsers' worth of clients at once. */
abstract class ConcurrencyTests extends OnNotes {

    private static final int WRITES = 200;
    private static final int THREADS_OF_A_BROWSER = 4;
    private static final long ID = 30;

    ConcurrencyTests(Server server) {
        super(server);
    }

    @Test
    void whoStartsAfterAWriteWasAnsweredSeesIt() throws Exception {
        Judge judge = new Judge();
        AtomicBoolean done = new AtomicBoolean();
        notes.get("call/write", "id", ID, "text", 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<Void>> readers = Stream.of(notes.anotherBrowser(), notes.anotherBrowser())
                    .flatMap(browser -> IntStream.range(0, THREADS_OF_A_BROWSER)
                            .mapToObj(thread -> CompletableFuture.runAsync(
                                    () -> {
                                        while (!done.get()) {
                                            judge.read(browser);
                                        }
                                    },
                                    threads)))
                    .toList();
            try {
                for (long n = 1; n <= WRITES; n++) {
                    assertThat(notes.get("call/write", "id", ID, "text", n).get("outcome"))
                            .isEqualTo("returned");
                    judge.text.accumulateAndGet(n, Math::max);
                }
            } finally {
                done.set(true);
            }
            CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)).get();
        } finally {
            threads.shutdownNow();
        }
        assertThat(judge.hits).as("the cache was in use").hasPositiveValue();
        assertThat(notes.get("call/text", "id", ID).text()).isEqualTo(Long.toString(WRITES));
    }

    /** What anyone has been answered so far: no request that starts later may see less. */
    private static final class Judge {
        final AtomicLong text = new AtomicLong();
        final AtomicLong revision = new AtomicLong();
        final AtomicLong hits = new AtomicLong();

        void read(Application browser) {
            long leastText = text.get();
            long leastRevision = revision.get();
            Answer answer = browser.get("call/text", "id", ID);
            long seen = Long.parseLong(answer.text());
            long pinned = Long.parseLong(answer.get("key").split("[:-]")[1]);
            assertThat(pinned).as("the revision of the request").isGreaterThanOrEqualTo(leastRevision);
            assertThat(seen).as("the text, at revision %d", pinned).isGreaterThanOrEqualTo(leastText);
            text.accumulateAndGet(seen, Math::max);
            revision.accumulateAndGet(pinned, Math::max);
            hits.addAndGet(answer.hits());
        }
    }
}
