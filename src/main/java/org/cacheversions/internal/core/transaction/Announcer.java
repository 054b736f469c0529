package org.cacheversions.internal.core.transaction;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cacheversions.internal.core.entries.SnapshotView;

/** Notifies listeners after a commit that invalidated caches. Never throws, since the commit can't be undone. */
public final class Announcer {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    private final Supplier<SnapshotView> newest;
    private final List<Consumer<SortedSet<String>>> listeners;

    public Announcer(Supplier<SnapshotView> newest, List<Consumer<SortedSet<String>>> listeners) {
        this.newest = newest;
        this.listeners = List.copyOf(listeners);
    }

    public void announce(Invalidation invalidation) {
        SortedSet<String> caches = invalidation.isAll()
                ? Collections.unmodifiableSortedSet(
                        new TreeSet<>(newest.get().versions().rows().keySet()))
                : invalidation.caches();
        for (Consumer<SortedSet<String>> listener : listeners) {
            guarded("an observer", () -> listener.accept(caches));
        }
    }

    void guarded(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(System.Logger.Level.WARNING, TransactionMessages.afterCommitFailed(what, e), e);
        }
    }
}
