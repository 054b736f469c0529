package org.cacheversions.internal.core.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cacheversions.internal.core.entries.PendingStage;
import org.cacheversions.spi.CachedValue;
import org.jspecify.annotations.Nullable;

/**
 * Methods that return a {@link CompletionStage}: the value is stored when the stage completes normally; until then, all
 * callers share the stage. A stage is treated in this way whatever type the method declares. Cached calls on other
 * threads are not recorded as dependencies.
 */
final class StageCall {

    private StageCall() {}

    /** Shares the stage that a load has returned, and stores its value once it completes. */
    static @Nullable CachedValue share(Loading loading, Miss miss, Loading.Loaded loaded) {
        if (!(loaded.value() instanceof CompletionStage<?> stage)) {
            loading.isShareable(miss.method(), loaded.value()); // reports another Future
            return null;
        }
        CompletableFuture<?> future;
        try {
            future = stage.toCompletableFuture();
        } catch (UnsupportedOperationException e) {
            return null; // a stage may refuse this: then only its caller gets it
        }
        CachedValue going = Loading.entry(miss, loaded.with(new PendingStage(future, System.nanoTime())));
        if (going == null) {
            return null;
        }
        if (!miss.generation().pend(miss.key(), going)) {
            return null;
        }
        stage.whenComplete((value, failure) -> {
            try {
                boolean shareable = failure == null && loading.isShareable(miss.method(), value);
                Object kept = miss.method().asynchronous() ? value : PendingStage.completed(value);
                CachedValue entry = shareable ? Loading.entry(miss, loaded.with(kept)) : null;
                if (entry != null && Loading.keeps(miss.method(), value)) {
                    miss.store(entry);
                }
            } finally {
                miss.generation().completed(miss.key(), going); // even if the application's filter throws
            }
        });
        return going;
    }
}
