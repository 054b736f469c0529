package org.cacheversions.internal.core;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * Methods that return a {@link CompletionStage}: its value is stored when it completes normally; until then callers
 * share the stage. What the computation reads on other threads is not seen as its dependency.
 */
final class StageCall {

    private StageCall() {}

    /** Answers the stage that a caller gets for an entry, or for a stage that is still going on. */
    static @Nullable Object stageOf(@Nullable Object value) {
        return value instanceof Pending pending ? pending.stage.copy() : CompletableFuture.completedFuture(value);
    }

    /** Tells whether a stage is going on for so long that it may never end: then another one is begun. */
    static boolean isOverdue(CachedValue going, Duration timeout) {
        return going.value() instanceof Pending pending && System.nanoTime() - pending.since >= timeout.toNanos();
    }

    /** Shares the stage that a load has given, and stores its value when there is one. */
    static @Nullable CachedValue share(Miss miss, Loading.Loaded loaded) {
        if (!(loaded.value() instanceof CompletionStage<?> stage)) {
            return null; // null: there is nothing to share
        }
        CompletableFuture<?> future;
        try {
            future = stage.toCompletableFuture();
        } catch (UnsupportedOperationException e) {
            return null; // a stage may refuse: its caller has it, and nobody else
        }
        CachedValue going = Loading.entry(miss, loaded.with(new Pending(future, System.nanoTime())));
        if (going == null) {
            return null;
        }
        Map<EntryKey, CachedValue> pending = miss.generation().pending();
        pending.put(miss.key(), going);
        stage.whenComplete((value, failure) -> {
            try {
                CachedValue entry = failure != null ? null : Loading.entry(miss, loaded.with(value));
                if (entry != null && Loading.keeps(miss.plan(), value)) {
                    miss.store(entry);
                }
            } finally {
                pending.remove(miss.key(), going); // also if a filter of the application throws
            }
        });
        return going;
    }

    /**
     * A stage that is going on.
     *
     * @param stage completes with the value
     * @param since when it was shared first
     */
    private record Pending(CompletableFuture<?> stage, long since) {}
}
