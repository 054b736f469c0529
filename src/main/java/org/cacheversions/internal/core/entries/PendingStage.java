package org.cacheversions.internal.core.entries;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The value of an entry whose stage has not completed yet.
 *
 * @param stage completes with the value
 * @param sinceNanos when it was first shared
 */
public record PendingStage(CompletableFuture<?> stage, long sinceNanos) {

    /** Returns the stage that a caller gets for an entry's value: a copy, which the caller may complete or cancel. */
    public static @Nullable Object stageOf(@Nullable Object value) {
        return value instanceof PendingStage pending ? pending.stage.copy() : CompletableFuture.completedFuture(value);
    }

    /** Returns whether the stage has been pending for so long that it may never complete. */
    boolean isOverdue(Duration timeout) {
        return System.nanoTime() - sinceNanos >= timeout.toNanos();
    }
}
