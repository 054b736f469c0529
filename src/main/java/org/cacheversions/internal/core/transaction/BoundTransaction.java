package org.cacheversions.internal.core.transaction;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that the application runs itself, over the entity manager or connection that an invalidator is bound to.
 * Used by one thread.
 */
public final class BoundTransaction implements AutoCloseable {

    private final VersionSource.Enlisted writer;
    private final BooleanSupplier active;
    private @Nullable Invalidation pending;
    private volatile boolean closed;

    BoundTransaction(VersionSource.Enlisted writer, BooleanSupplier active) {
        this.writer = writer;
        this.active = active;
    }

    /** Returns what was invalidated and neither committed nor discarded, or {@code null}. */
    public @Nullable Invalidation pending() {
        return pending;
    }

    /** Sets what was invalidated; {@code null} once it has committed or was discarded. */
    public void pending(@Nullable Invalidation invalidation) {
        pending = invalidation;
    }

    /** Returns whether the transaction has begun and not ended, so that others must not see what it has written. */
    boolean isActive() {
        return !closed && active.getAsBoolean();
    }

    @Nullable
    List<VersionRow> readVersions() {
        return writer.read();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
