package org.cacheversions.internal.core.call;

import org.cacheversions.spi.MissReason;
import org.jspecify.annotations.Nullable;

/** The outcome of a call that was no hit. A stage may store its value on another thread. Thread-safe. */
final class Outcome {

    private volatile @Nullable MissReason reason;
    private volatile boolean bypass;
    private volatile boolean stored;

    void missed(MissReason why) {
        reason = why;
    }

    void bypassed() {
        bypass = true;
    }

    void stored() {
        stored = true;
    }

    /** Returns why it was a miss, or {@code null} if it was none. */
    @Nullable
    MissReason reason() {
        return reason;
    }

    /** Returns why there is a load. */
    String why() {
        MissReason known = reason;
        return known == null ? "refresh" : known.text();
    }

    boolean isBypass() {
        return bypass;
    }

    boolean isStored() {
        return stored;
    }
}
