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

/** A moderator sets the reason of a ban to growing numbers, while two browsers read it in concurrent requests. */
final class BanRace {

    private static final int WRITES = 60;
    private static final int REQUESTS_OF_A_BROWSER = 3;

    private final Application forum;
    private final ForumBrowser moderator;
    private final long user;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong cached = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();

    BanRace(Application forum, ForumBrowser moderator, long user) {
        this.forum = forum;
        this.moderator = moderator;
        this.user = user;
    }

    /** Returns how many pages were served without a load. */
    long run() throws Exception {
        write(0);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<Void>> readers = Stream.of(user, user + 1)
                    .map(reader -> ForumBrowser.of(forum, reader))
                    .flatMap(browser -> IntStream.range(0, REQUESTS_OF_A_BROWSER)
                            .mapToObj(thread -> CompletableFuture.runAsync(() -> readOn(browser), threads)))
                    .toList();
            try {
                for (long number = 1; number <= WRITES; number++) {
                    write(number);
                }
            } finally {
                done.set(true);
            }
            CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)).get();
        } finally {
            threads.shutdownNow();
        }
        return cached.get();
    }

    private void write(long number) {
        moderator.act("ban", "user", user, "reason", number);
        answered.accumulateAndGet(number, Math::max);
    }

    private void readOn(ForumBrowser browser) {
        while (!done.get()) {
            long least = answered.get();
            ForumPage page = browser.page(ForumTests.USER, "id", user);
            long seen = Long.parseLong(page.attribute("reason"));
            assertThat(seen).as("the ban that the page shows").isGreaterThanOrEqualTo(least);
            answered.accumulateAndGet(seen, Math::max);
            if (page.loads().isEmpty()) {
                cached.incrementAndGet();
            }
        }
    }
}
