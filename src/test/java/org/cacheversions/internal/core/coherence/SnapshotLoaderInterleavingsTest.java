package org.cacheversions.internal.core.coherence;

import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.spi.FaultPoint;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Lincheck tries the interleavings of threads. A snapshot must be one that a separate read could have found:
 * linearizable, no matter which thread ran the read.
 */
@Tag("interleavings")
public class SnapshotLoaderInterleavingsTest {

    private final AtomicInteger committed = new AtomicInteger();
    private final SnapshotLoader<Integer> loader =
            new SnapshotLoader<>(new PlainSource<>(committed::get), FaultPoint.NONE);

    @Operation
    public int commit() {
        return committed.incrementAndGet();
    }

    @Operation
    public int load() {
        return loader.load();
    }

    @Test
    void everyLoadReadsTheDatabaseDuringTheCall() {
        new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(1)
                .iterations(10)
                .invocationsPerIteration(300)
                .sequentialSpecification(Committed.class)
                .check(SnapshotLoaderInterleavingsTest.class);
    }

    /** The sequential specification, without shared reads. */
    public static class Committed {

        private int committed;

        public int commit() {
            return ++committed;
        }

        public int load() {
            return committed;
        }
    }
}
