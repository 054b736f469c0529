package org.cacheversions.internal.caffeine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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

    /** The weight of an entry with a small key and value. */
    private static final int SMALL = EntryWeigher.OVERHEAD + 40;

    private static final long THOUSAND = 1_000L * SMALL;

    private static EntryRegion open(LocalStore store, String id, Duration timeToLive) {
        return store.open(new RegionSpec(id, List.of(), Object.class, timeToLive));
    }

    private static CachedValue value(Object value) {
        return new CachedValue(value, List.of());
    }

    @Test
    void unboundedKeysDoNotFillTheHeap() {
        LocalStore store = new LocalStore(THOUSAND, null);
        EntryRegion region = open(store, "a", null);
        for (int i = 0; i < 20_000; i++) {
            region.put(EntryKey.of(i), value(i));
        }
        assertThat(region.size()).isBetween(1L, 1_100L);
        assertThat(store.weight()).isBetween(1L, THOUSAND);
    }

    @Test
    void methodsShareOneBound() {
        LocalStore store = new LocalStore(THOUSAND, null);
        List<EntryRegion> regions = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            regions.add(open(store, "method" + i, null));
        }
        long most = 0;
        for (int i = 0; i < 50_000; i++) {
            regions.get(i * 31 % 50).put(EntryKey.of(i), value(i));
            most = Math.max(most, i % 97 == 0 ? store.weight() : 0);
        }
        assertThat(most).as("never far above").isBetween(THOUSAND * 9 / 10, THOUSAND * 11 / 10);
    }

    @Test
    void aNewMethodGetsRoomInAFullStore() {
        LocalStore store = new LocalStore(THOUSAND, null);
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
        LocalStore store = new LocalStore(THOUSAND, null);
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
        LocalStore store = new LocalStore(THOUSAND, null);
        List<EntryRegion> regions = List.of(open(store, "a", null), open(store, "b", null), open(store, "c", null));
        long most = 0;
        for (int i = 0; i < 3_000; i++) {
            regions.get(i % 3).put(EntryKey.of(i), value("x".repeat(1_200)));
            most = Math.max(most, store.weight());
        }
        assertThat(most).as("never above by more than an entry").isBetween(THOUSAND * 9 / 10, THOUSAND * 11 / 10);
    }

    /** It would evict many others, and is more likely a mistake than a wish. */
    @Test
    void anEntryAboveOnePercentOfTheBoundIsRefused() {
        List<String> refused = new ArrayList<>();
        LocalStore store = new LocalStore(1_000_000, null, (method, weight) -> refused.add(method));
        EntryRegion region = open(store, "a", null);
        EntryKey key = EntryKey.of(1);
        region.put(key, value(1));
        region.put(key, value(new byte[10_000]));
        assertThat(region.get(key)).as("not the older value either").isNull();
        assertThat(refused).containsExactly("a");
        region.put(key, value(new byte[9_000]));
        assertThat(region.get(key)).isNotNull();
        assertThat(refused).hasSize(1);
    }

    @Test
    void supersededEntriesAreReleasedAndNotCounted() {
        LocalStore store = new LocalStore(THOUSAND, null);
        EntryRegion old = open(store, "a", null);
        old.put(EntryKey.of(1), value(1));
        EntryRegion next = open(store, "a", null);
        assertThat(next.get(EntryKey.of(1))).as("a separate region").isNull();
        assertThat(store.weight()).isEqualTo(SMALL);
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
        LocalStore store = new LocalStore(THOUSAND, Duration.ofNanos(1));
        EntryRegion byStore = open(store, "a", null);
        EntryRegion byMethod = open(store, "b", Duration.ofHours(1));
        EntryKey key = EntryKey.empty();
        byStore.put(key, value(1));
        byMethod.put(key, value(1));
        await().until(() -> byStore.get(key) == null);
        assertThat(byMethod.get(key)).isEqualTo(value(1));
        EntryRegion unlimited = open(new LocalStore(THOUSAND, null), "c", null);
        unlimited.put(key, value(null));
        assertThat(unlimited.get(key)).isEqualTo(value(null));
    }

    @Test
    void aClosedStoreHoldsNothing() {
        LocalStore store = new LocalStore(THOUSAND, null);
        open(store, "a", null).put(EntryKey.empty(), value(1));
        store.close();
        assertThat(store.weight()).isZero();
    }

    private record Post(long id, String text, List<String> tags) {}

    /** Within a third of what {@code HeapPerEntry} measures: of Latin and other text, nested values and all arguments. */
    @Test
    void theWeightIsAboutTheBytesOnTheHeap() {
        EntryKey small = EntryKey.of(1);
        int base = EntryWeigher.weigh(small, value(null));
        assertThat(base).isEqualTo(SMALL - 20);
        assertThat(beside(base, "x".repeat(1_000))).isBetween(1_000, 1_100);
        assertThat(beside(base, "\u0416".repeat(1_000))).isBetween(2_000, 2_100);
        assertThat(beside(base, new byte[640])).isBetween(640, 700);
        assertThat(beside(base, new int[160])).isBetween(640, 700);
        assertThat(beside(base, Optional.of("x".repeat(640)))).isBetween(640, 760);
        assertThat(beside(base, Collections.nCopies(1_000, "x".repeat(100)))).isBetween(100_000, 160_000);
        assertThat(beside(base, new Post(1, "x".repeat(500), List.of("y".repeat(300), "z".repeat(200)))))
                .isBetween(1_000, 1_400);
        List<Post> posts = new ArrayList<>();
        Map<Integer, String> map = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            posts.add(new Post(i, "x".repeat(100), List.of("y".repeat(100))));
            map.put(i, "x".repeat(100));
        }
        assertThat(beside(base, posts)).isBetween(3_000_000, 4_500_000);
        assertThat(beside(base, map)).isBetween(1_700_000, 2_700_000);
        assertThat(EntryWeigher.weigh(EntryKey.ofAll(new Object[] {"x".repeat(1_000), 7}), value(1)))
                .as("all arguments count")
                .isBetween(base + 1_000, base + 1_200);
    }

    private static int beside(int base, Object value) {
        return EntryWeigher.weigh(EntryKey.of(1), value(value)) - base;
    }

    private static final class Node {

        Node next;
        byte[] bytes = new byte[100];
    }

    @Test
    void aGraphIsWeighedOnceAndOnlyInPart() {
        Node first = new Node();
        Node last = first;
        for (int i = 0; i < 3; i++) {
            last.next = new Node();
            last = last.next;
        }
        last.next = first;
        assertThat(beside(EntryWeigher.weigh(EntryKey.of(1), value(null)), first))
                .isBetween(400, 700);
    }

    /** Shapes of which the earlier estimate saw nothing, each of ten times the heap. */
    @Test
    void aSmallHeapSurvivesEachShapeOfValue() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeapShapes.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines().filter(line -> line.endsWith("survived"))).hasSize(10);
    }
}
