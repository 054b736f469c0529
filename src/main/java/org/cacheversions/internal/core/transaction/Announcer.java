package org.cacheversions.internal.core.transaction;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.support.Origin;
import org.cacheversions.internal.core.support.Warnings;

/** Notifies listeners after a commit that invalidated caches. Never throws, since the commit can't be undone. */
public final class Announcer {

    /** Notes invalidations for people. */
    @FunctionalInterface
    public interface Figures {

        /**
         * Notes an invalidation by this node.
         *
         * @param targets the texts of the scopes of each cache, or an empty set for the whole cache
         * @param writes returns how often the row of a cache was written
         */
        void announced(SortedMap<String, Set<String>> targets, ToIntFunction<String> writes, Origin origin);
    }

    private final Supplier<SnapshotView> newest;
    private final Figures figures;
    private final List<Consumer<Targets>> listeners;
    private final Warnings warnings;

    /** Creates it; {@code figures} is notified first, since other listeners may wait. */
    public Announcer(
            Supplier<SnapshotView> newest, Figures figures, List<Consumer<Targets>> listeners, Warnings warnings) {
        this.newest = newest;
        this.figures = figures;
        this.listeners = List.copyOf(listeners);
        this.warnings = warnings;
    }

    public void announce(Invalidation invalidation) {
        Targets targets = invalidation.isAll()
                ? Targets.whole(newest.get().versions().rows().keySet())
                : invalidation.targets();
        guarded("the figures", () -> figures.announced(targets.scopes(), invalidation::writes, invalidation.origin()));
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
