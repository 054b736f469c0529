package org.cacheversions.internal.core.transaction;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.support.Warnings;

/** Notifies listeners after a commit that invalidated caches. Never throws, since the commit can't be undone. */
public final class Announcer {

    private final Supplier<SnapshotView> newest;
    private final List<Consumer<Targets>> listeners;
    private final Warnings warnings;

    public Announcer(Supplier<SnapshotView> newest, List<Consumer<Targets>> listeners, Warnings warnings) {
        this.newest = newest;
        this.listeners = List.copyOf(listeners);
        this.warnings = warnings;
    }

    public void announce(Invalidation invalidation) {
        Targets targets = invalidation.isAll()
                ? Targets.whole(newest.get().versions().rows().keySet())
                : invalidation.targets();
        for (Consumer<Targets> listener : listeners) {
            guarded("an observer", () -> listener.accept(targets));
        }
    }

    void guarded(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | LinkageError e) {
            warnings.limited(Level.WARNING, what, TransactionMessages.afterCommitFailed(what, e), e);
        }
    }
}
