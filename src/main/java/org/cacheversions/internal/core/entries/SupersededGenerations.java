package org.cacheversions.internal.core.entries;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * Entries under labels that have passed, of a method that may be given one if its load fails, within a grace from when
 * this node has seen newer labels. Safe for use by many threads.
 */
public final class SupersededGenerations {

    /** Many invalidations in a short time must not fill the heap. */
    public static final int MOST = 8;

    private final Lifetime lifetime;
    private final long graceNanos;
    private final List<Passed> newestFirst = new ArrayList<>();

    SupersededGenerations(Lifetime lifetime, Duration grace) {
        this.lifetime = lifetime;
        this.graceNanos = grace.toNanos();
    }

    synchronized void add(Generation generation) {
        newestFirst.add(0, new Passed(generation, lifetime.nanoTime()));
        drop(passed -> isOver(passed) || !passed.generation.isOpen());
        while (newestFirst.size() > MOST) {
            newestFirst.remove(MOST).generation.drop();
        }
    }

    /** Answers the newest entry of this key whose grace is not over. */
    @Nullable
    CachedValue find(EntryKey key) {
        for (Passed passed : kept()) {
            CachedValue found = passed.generation.get(key);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private synchronized List<Passed> kept() {
        drop(this::isOver);
        return List.copyOf(newestFirst);
    }

    /** There will be no further labels. */
    synchronized void clear() {
        drop(passed -> true);
    }

    private void drop(Predicate<Passed> which) {
        newestFirst.removeIf(passed -> {
            boolean over = which.test(passed);
            if (over) {
                passed.generation.drop();
            }
            return over;
        });
    }

    private boolean isOver(Passed passed) {
        return lifetime.nanoTime() - passed.nanos >= graceNanos;
    }

    private record Passed(Generation generation, long nanos) {}
}
