package org.cacheversions.internal.core.call;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cacheversions.internal.core.entries.PendingStage;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * Methods that return a {@link CompletionStage}: its value is stored when it completes normally; until then callers
 * share the stage. What the computation reads on other threads is not seen as its dependency.
 */
final class StageCall {

    private StageCall() {}

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
        CachedValue going = Loading.entry(miss, loaded.with(new PendingStage(future, System.nanoTime())));
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
}
