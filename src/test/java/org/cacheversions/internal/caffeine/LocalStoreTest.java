package org.cacheversions.internal.caffeine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.junit.jupiter.api.Test;

/** The bound of the local store, and when it releases entries. */
class LocalStoreTest {

    private static EntryRegion open(LocalStore store, String id, Duration timeToLive) {
        return store.open(new RegionSpec(id, List.of(), Object.class, timeToLive));
    }

    private static CachedValue value(Object value) {
        return new CachedValue(value, List.of());
    }

    @Test
    void unboundedKeysDoNotFillTheHeap() {
        LocalStore store = new LocalStore(1_000, null);
        EntryRegion region = open(store, "a", null);
        for (int i = 0; i < 20_000; i++) {
            region.put(EntryKey.of(i), value(i));
        }
        assertThat(region.size()).isBetween(1L, 1_100L);
        assertThat(store.weight()).isBetween(1L, 1_000L);
    }

    @Test
    void methodsShareOneBound() {
        LocalStore store = new LocalStore(1_000, null);
        List<EntryRegion> regions = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            regions.add(open(store, "method" + i, null));
        }
        long most = 0;
        for (int i = 0; i < 50_000; i++) {
            regions.get(i * 31 % 50).put(EntryKey.of(i), value(i));
            most = Math.max(most, i % 97 == 0 ? store.weight() : 0);
        }
        assertThat(most).as("never far above").isBetween(900L, 1_100L);
    }

    @Test
    void aNewMethodGetsRoomInAFullStore() {
        LocalStore store = new LocalStore(1_000, null);
        EntryRegion large = open(store, "large", null);
        EntryRegion small = open(store, "small", null);
        for (int i = 0; i < 1_000; i++) {
            large.put(EntryKey.of(i), value(i));
        }
        for (int i = 0; i < 400; i++) {
            small.put(EntryKey.of(i), value(i));
        }
        assertThat(small.size()).as("the largest region is evicted from").isEqualTo(400);
        assertThat(large.size()).isBetween(500L, 700L);
    }

    /** New keys of one method must not evict the entries of others. */
    @Test
    void aFloodOfEntriesEvictsOnlyItsOwn() {
        LocalStore store = new LocalStore(1_000, null);
        EntryRegion flooded = open(store, "flooded", null);
        EntryRegion calm = open(store, "calm", null);
        for (int i = 0; i < 100; i++) {
            calm.put(EntryKey.of(i), value(i));
        }
        for (int i = 0; i < 100_000; i++) {
            flooded.put(EntryKey.of(i), value(i));
        }
        assertThat(calm.size()).isEqualTo(100);
        assertThat(flooded.size()).isBetween(800L, 1_000L);
    }

    @Test
    void entriesAreCountedByWeight() {
        LocalStore store = new LocalStore(1_000, null);
        List<EntryRegion> regions = List.of(open(store, "a", null), open(store, "b", null), open(store, "c", null));
        long most = 0;
        for (int i = 0; i < 3_000; i++) {
            regions.get(i % 3).put(EntryKey.of(i), value("x".repeat(64 * 100)));
            most = Math.max(most, store.weight());
        }
        assertThat(most).as("never above by more than an entry").isBetween(900L, 1_100L);
    }

    @Test
    void anEntryHeavierThanTheBoundIsNotKept() {
        LocalStore store = new LocalStore(100, null);
        EntryRegion region = open(store, "a", null);
        EntryKey key = EntryKey.of(1);
        region.put(key, value(new byte[64 * 101]));
        assertThat(region.get(key)).isNull();
        assertThat(store.weight()).isZero();
    }

    @Test
    void supersededEntriesAreReleasedAndNotCounted() {
        LocalStore store = new LocalStore(1_000, null);
        EntryRegion old = open(store, "a", null);
        old.put(EntryKey.of(1), value(1));
        EntryRegion next = open(store, "a", null);
        assertThat(next.get(EntryKey.of(1))).as("a separate region").isNull();
        assertThat(store.weight()).isEqualTo(1);
        java.lang.ref.WeakReference<EntryRegion> reference = new java.lang.ref.WeakReference<>(old);
        old.superseded();
        assertThat(store.weight()).isZero();
        old.put(EntryKey.of(2), value(2));
        assertThat(store.weight()).as("a late entry").isZero();
        old = null;
        await().until(() -> {
            System.gc();
            return reference.get() == null;
        });
        assertThat(next.size()).isZero();
    }

    @Test
    void entriesExpireAfterTheTimeOfTheirMethodOrTheStore() {
        LocalStore store = new LocalStore(1_000, Duration.ofNanos(1));
        EntryRegion byStore = open(store, "a", null);
        EntryRegion byMethod = open(store, "b", Duration.ofHours(1));
        EntryKey key = EntryKey.empty();
        byStore.put(key, value(1));
        byMethod.put(key, value(1));
        await().until(() -> byStore.get(key) == null);
        assertThat(byMethod.get(key)).isEqualTo(value(1));
        EntryRegion unlimited = open(new LocalStore(1_000, null), "c", null);
        unlimited.put(key, value(null));
        assertThat(unlimited.get(key)).isEqualTo(value(null));
    }

    @Test
    void aClosedStoreHoldsNothing() {
        LocalStore store = new LocalStore(1_000, null);
        open(store, "a", null).put(EntryKey.empty(), value(1));
        store.close();
        assertThat(store.weight()).isZero();
    }

    @Test
    void weightGrowsWithTheVisibleContent() {
        EntryKey small = EntryKey.of(1);
        assertThat(EntryWeigher.weigh(small, value(null))).isEqualTo(1);
        assertThat(EntryWeigher.weigh(small, value("x".repeat(63)))).isEqualTo(1);
        assertThat(EntryWeigher.weigh(small, value("x".repeat(64)))).isEqualTo(2);
        assertThat(EntryWeigher.weigh(small, value(new byte[640]))).isEqualTo(11);
        assertThat(EntryWeigher.weigh(small, value(new int[160]))).isEqualTo(11);
        assertThat(EntryWeigher.weigh(small, value(new Object[160]))).isEqualTo(11);
        assertThat(EntryWeigher.weigh(small, value(Optional.of("x".repeat(640)))))
                .isEqualTo(11);
        assertThat(EntryWeigher.weigh(small, value(Optional.empty()))).isEqualTo(1);
        assertThat(EntryWeigher.weigh(small, value(java.util.Collections.nCopies(160, 1))))
                .isEqualTo(11);
        Map<Integer, Integer> map = new java.util.HashMap<>();
        for (int i = 0; i < 32; i++) {
            map.put(i, i);
        }
        assertThat(EntryWeigher.weigh(small, value(map))).isEqualTo(3);
        assertThat(EntryWeigher.weigh(EntryKey.of("x".repeat(640)), value(1)))
                .as("the key counts too")
                .isEqualTo(11);
    }
}
