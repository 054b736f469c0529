package org.cacheversions.benchmark;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.cacheversions.internal.caffeine.LocalStore;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.cacheversions.spi.VersionRow;

/** The heap per entry, without its value, in the local store and in Caffeine. */
public final class HeapPerEntry {

    private static final int COUNT = 1_000_000;

    private HeapPerEntry() {}

    public static void main(String[] arguments) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        System.out.printf("Caffeine, key Long: %.0f bytes%n", perEntry(memory, HeapPerEntry::caffeine));
        System.out.printf("Caffeine, key List.of(Long): %.0f bytes%n", perEntry(memory, HeapPerEntry::caffeineOfList));
        System.out.printf("local store: %.0f bytes%n", perEntry(memory, HeapPerEntry::local));
        for (Shape shape : Shape.values()) {
            long[] estimate = new long[1];
            double measured = perEntry(memory, () -> filled(shape, estimate)) * COUNT / shape.count;
            double estimated = (double) estimate[0] / shape.count;
            System.out.printf(
                    "%s: %.0f bytes, estimated %.0f (%+.0f %%)%n",
                    shape, measured, estimated, 100 * (estimated / measured - 1));
        }
    }

    private static double perEntry(MemoryMXBean memory, Supplier<Object> fill) {
        memory.gc();
        long before = memory.getHeapMemoryUsage().getUsed();
        Object full = fill.get();
        memory.gc();
        long after = memory.getHeapMemoryUsage().getUsed();
        Reference.reachabilityFence(full);
        return (double) (after - before) / COUNT;
    }

    private static Object caffeine() {
        Cache<Object, Object> entries =
                Caffeine.newBuilder().maximumSize(10L * COUNT).build();
        for (long id = 0; id < COUNT; id++) {
            entries.put(id + Names.FIRST, "value");
        }
        return entries;
    }

    private static Object caffeineOfList() {
        Cache<Object, Object> entries =
                Caffeine.newBuilder().maximumSize(10L * COUNT).build();
        for (long id = 0; id < COUNT; id++) {
            entries.put(List.of(id + Names.FIRST), "value");
        }
        return entries;
    }

    private record Post(long id, String text, List<String> tags) {}

    /** Values whose size the local store estimates. */
    private enum Shape {
        NUMBER(1_000_000, i -> (long) i + 1_000),
        TEXT(200_000, i -> "x".repeat(400) + i),
        RECORD(200_000, i -> new Post(i, "x".repeat(100) + i, List.of("y" + i, "z" + i))),
        LIST_OF_RECORDS(5_000, i -> {
            List<Post> posts = new ArrayList<>();
            for (int k = 0; k < 50; k++) {
                posts.add(new Post(k, "x".repeat(100) + k, List.of("y" + k)));
            }
            return posts;
        }),
        MAP(5_000, i -> {
            Map<String, Long> map = new HashMap<>();
            for (int k = 0; k < 100; k++) {
                map.put("key " + k, 1_000L + k);
            }
            return map;
        }),
        SET(5_000, i -> {
            Set<String> set = new HashSet<>();
            for (int k = 0; k < 100; k++) {
                set.add("element " + k);
            }
            return set;
        });

        private final int count;
        private final IntFunction<Object> make;

        Shape(int count, IntFunction<Object> make) {
            this.count = count;
            this.make = make;
        }
    }

    private static Object filled(Shape shape, long[] estimate) {
        LocalStore store = new LocalStore(10_000L * COUNT, null);
        EntryRegion region = store.open(
                new RegionSpec("method", List.of(new VersionRow("first", 1, "Ab3dE5gH")), Object.class, null));
        for (int i = 0; i < shape.count; i++) {
            region.put(EntryKey.of((long) i), new CachedValue(shape.make.apply(i), List.of()));
        }
        estimate[0] = store.weight();
        return List.of(store, region);
    }

    private static Object local() {
        LocalStore store = new LocalStore(10_000L * COUNT, null);
        EntryRegion region = store.open(
                new RegionSpec("method", List.of(new VersionRow("first", 1, "Ab3dE5gH")), Object.class, null));
        for (long id = 0; id < COUNT; id++) {
            region.put(EntryKey.of(id + Names.FIRST), new CachedValue("value", List.of()));
        }
        return List.of(store, region);
    }
}
