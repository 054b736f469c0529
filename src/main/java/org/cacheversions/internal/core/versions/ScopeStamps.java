package org.cacheversions.internal.core.versions;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.cacheversions.spi.ScopeStamp;
import org.jspecify.annotations.Nullable;

/**
 * The stamps of an entry, at least one. They remember when they were last found valid, so that the hits between two
 * invalidations don't look up each scope again. Thread-safe.
 */
public final class ScopeStamps extends AbstractList<ScopeStamp> implements RandomAccess {

    private final ScopeStamp first;
    private final List<ScopeStamp> others;
    private @Nullable Object validIn; // racy: a thread that does not see the newest value looks them up again

    private ScopeStamps(List<ScopeStamp> stamps) {
        this.first = stamps.get(0);
        this.others = List.copyOf(stamps.subList(1, stamps.size()));
    }

    /** Returns an equal list, which remembers if it is not empty. */
    public static List<ScopeStamp> of(List<ScopeStamp> stamps) {
        return stamps.isEmpty() || stamps instanceof ScopeStamps ? stamps : new ScopeStamps(stamps);
    }

    /** Returns whether they were found valid in this state of the windows. */
    @SuppressWarnings("ReferenceEquality") // a state has no content
    boolean wereValidIn(Object state) {
        return validIn == state;
    }

    void foundValidIn(Object state) {
        validIn = state;
    }

    @Override
    public ScopeStamp get(int index) {
        return index == 0 ? first : others.get(index - 1);
    }

    @Override
    public int size() {
        return 1 + others.size();
    }

    @Override
    public boolean isEmpty() {
        return false;
    }
}
