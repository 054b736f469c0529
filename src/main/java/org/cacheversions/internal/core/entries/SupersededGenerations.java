package org.cacheversions.internal.core.entries;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * The superseded entries of a method that serves stale values. They are served when a load fails, for a grace that
 * begins when this node sees newer labels. Thread-safe.
 */
public final class SupersededGenerations {

    /** Many invalidations in a short time must not fill the heap. */
    public static final int MOST = 8;

    private final Lifetime lifetime;
    private final long graceNanos;
    private final List<Superseded> newestFirst = new ArrayList<>();

    SupersededGenerations(Lifetime lifetime, Duration grace) {
        this.lifetime = lifetime;
        this.graceNanos = grace.toNanos();
    }

    synchronized void add(Generation generation) {
        newestFirst.add(0, new Superseded(generation, lifetime.nanoTime()));
        drop(each -> isOver(each) || !each.generation.isOpen());
        while (newestFirst.size() > MOST) {
            newestFirst.remove(MOST).generation.drop();
        }
    }

    /** Returns the newest entry of this key whose grace is not over, or {@code null}. */
    @Nullable
    CachedValue find(EntryKey key) {
        for (Superseded each : kept()) {
            CachedValue found = each.generation.get(key);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private synchronized List<Superseded> kept() {
        drop(this::isOver);
        return List.copyOf(newestFirst);
    }

    synchronized void clear() {
        drop(each -> true);
    }

    private void drop(Predicate<Superseded> which) {
        newestFirst.removeIf(each -> {
            boolean dropped = which.test(each);
            if (dropped) {
                each.generation.drop();
            }
            return dropped;
        });
    }

    private boolean isOver(Superseded superseded) {
        return lifetime.nanoTime() - superseded.nanos >= graceNanos;
    }

    private record Superseded(Generation generation, long nanos) {}
}
