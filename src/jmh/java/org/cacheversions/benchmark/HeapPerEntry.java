package org.cacheversions.benchmark;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.util.List;
import java.util.function.Supplier;
import org.cacheversions.internal.caffeine.LocalStore;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.cacheversions.spi.VersionRow;

/** The heap per entry beside its value, in the local store and in Caffeine. */
public final class HeapPerEntry {

    private static final int COUNT = 1_000_000;

    private HeapPerEntry() {}

    public static void main(String[] arguments) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        System.out.printf("Caffeine, key Long: %.0f bytes%n", perEntry(memory, HeapPerEntry::caffeine));
        System.out.printf("Caffeine, key List.of(Long): %.0f bytes%n", perEntry(memory, HeapPerEntry::caffeineOfList));
        System.out.printf("local store: %.0f bytes%n", perEntry(memory, HeapPerEntry::local));
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

    private static Object local() {
        LocalStore store = new LocalStore(10L * COUNT, null);
        EntryRegion region = store.open(
                new RegionSpec("method", List.of(new VersionRow("first", 1, "Ab3dE5gH")), Object.class, null));
        for (long id = 0; id < COUNT; id++) {
            region.put(EntryKey.of(id + Names.FIRST), new CachedValue("value", List.of()));
        }
        return List.of(store, region);
    }
}
