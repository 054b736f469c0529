package org.cacheversions.internal.core.coherence;

import java.util.function.Supplier;

/** A source whose result is given to callers as it is. */
record PlainSource<T>(Supplier<T> reads) implements SnapshotLoader.Source<T> {

    @Override
    public Supplier<T> read() {
        T result = reads.get();
        return () -> result;
    }
}
