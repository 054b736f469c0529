package org.cacheversions.internal.core.transaction;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of the application's own, through an entity manager or a connection that an invalidator was bound to.
 * Used by one thread.
 */
public final class BoundTransaction implements AutoCloseable {

    private final BooleanSupplier active;
    private @Nullable Invalidation pending;
    private volatile boolean closed;

    BoundTransaction(BooleanSupplier active) {
        this.active = active;
    }

    /** Answers what was invalidated and neither committed nor discarded, if anything was. */
    public @Nullable Invalidation pending() {
        return pending;
    }

    /** Takes what is invalidated from now on; {@code null} when that has committed, or was discarded. */
    public void pending(@Nullable Invalidation invalidation) {
        pending = invalidation;
    }

    /** Tells whether it has begun and not ended; what it has written is nobody else's then. */
    boolean isActive() {
        return !closed && active.getAsBoolean();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
