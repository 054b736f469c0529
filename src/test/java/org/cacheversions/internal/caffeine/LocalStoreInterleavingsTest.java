package org.cacheversions.internal.caffeine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The local store with several threads. Lincheck checks that a region is linearizable as long as nothing is evicted;
 * with evictions only the bound is checked.
 */
@Tag("interleavings")
@Param(name = "key", gen = IntGen.class, conf = "0:2")
public class LocalStoreInterleavingsTest {

    private static final long BOUND = 1_000 * 160;

    private final LocalStore store = new LocalStore(BOUND, null);
    private final EntryRegion region = open(store, "method");

    private static EntryRegion open(LocalStore store, String id) {
        return store.open(new RegionSpec(id, List.of(), Object.class, null));
    }

    @Operation
    public void put(@Param(name = "key") int key, @Param(gen = IntGen.class, conf = "1:9") int value) {
        region.put(EntryKey.of(key), new CachedValue(value, List.of()));
    }

    @Operation
    public int get(@Param(name = "key") int key) {
        CachedValue found = region.get(EntryKey.of(key));
        return found == null ? 0 : (Integer) found.value();
    }

    @Operation
    public void superseded() {
        region.superseded(); // slow requests still use it
    }

    @Test
    void aRegionIsALinearizableMap() {
        new StressOptions()
                .threads(3)
                .actorsPerThread(3)
                .iterations(8)
                .invocationsPerIteration(300)
                .check(LocalStoreInterleavingsTest.class);
    }

    @Test
    @Timeout(60)
    void concurrentPutsRespectTheBoundOfLiveEntries() throws Exception {
        LocalStore bounded = new LocalStore(BOUND, null);
        int writers = 4;
        CyclicBarrier together = new CyclicBarrier(writers);
        List<EntryRegion> regions = new ArrayList<>();
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            EntryRegion own = open(bounded, "method" + i);
            regions.add(own);
            tasks.add(new FutureTask<>(() -> {
                together.await();
                for (int key = 0; key < 20_000; key++) {
                    own.put(EntryKey.of(key), new CachedValue(key, List.of()));
                }
                return null;
            }));
        }
        tasks.forEach(task -> new Thread(task, "writer").start());
        for (FutureTask<Void> task : tasks) {
            task.get();
        }
        assertThat(bounded.weight())
                .as("a 64th above at most, and what is being added")
                .isBetween(BOUND / 2, BOUND * 102 / 100);

        regions.forEach(EntryRegion::superseded);
        assertThat(bounded.weight()).isZero();
    }
}
