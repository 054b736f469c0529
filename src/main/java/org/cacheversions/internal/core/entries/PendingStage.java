package org.cacheversions.internal.core.entries;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The value of an entry whose stage has not completed yet. If the method does not declare that it returns a stage, its
 * entry stays on the heap and keeps the completed stage.
 *
 * @param stage completes with the value
 * @param sinceNanos when it was first shared
 */
public record PendingStage(CompletableFuture<?> stage, long sinceNanos) {

    /** Returns what a caller gets for an entry's value: of a stage, a copy, which the caller may complete or cancel. */
    @SuppressWarnings("FutureReturnValueIgnored") // the caller of the method gets it
    public static @Nullable Object served(CachedMethod method, @Nullable Object value) {
        if (value instanceof PendingStage pending) {
            return pending.stage.copy();
        }
        return method.asynchronous() ? CompletableFuture.completedFuture(value) : value;
    }

    /** Returns the value of an entry of a method that does not declare that it returns a stage. */
    public static PendingStage completed(@Nullable Object value) {
        return new PendingStage(CompletableFuture.completedFuture(value), 0);
    }

    /** Returns whether the stage has been pending for so long that it may never complete. */
    boolean isOverdue(Duration timeout) {
        return System.nanoTime() - sinceNanos >= timeout.toNanos();
    }
}
