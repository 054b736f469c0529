package org.cacheversions.internal.core.coherence;

import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.spi.FaultPoint;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Lincheck tries the orders in which threads can meet. A snapshot must be what a read of one's own would have found:
 * linearizable, whoever ran it.
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

    /** What it comes to if nothing is shared. */
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
