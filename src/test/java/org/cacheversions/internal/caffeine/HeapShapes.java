package org.cacheversions.internal.caffeine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.cacheversions.spi.VersionRow;

/** Fills a small heap with entries of ten shapes, each several times as large as the heap. */
final class HeapShapes {

    private static final long BYTES = 300L << 20;

    private HeapShapes() {}

    record Post(long id, String text, List<String> tags) {}

    private static final class Bean {

        final Instant at = Instant.EPOCH;
        final Map<String, Object> attributes = new HashMap<>();
        Bean parent;
    }

    public static void main(String[] arguments) {
        run("two arguments", 20_000, i -> EntryKey.ofAll(new Object[] {text(20_000, i), i}), i -> i);
        run("a record as argument", 20_000, i -> EntryKey.of(new Post(i, text(20_000, i), List.of())), i -> i);
        run("records", 20_000, EntryKey::of, i -> new Post(i, text(20_000, i), List.of("a")));
        run("lists of records", 20_000, EntryKey::of, i -> {
            List<Post> posts = new ArrayList<>();
            for (int k = 0; k < 20; k++) {
                posts.add(new Post(k, text(1_000, k), List.of("a", "b")));
            }
            return posts;
        });
        run("lists of large texts", 20_000, EntryKey::of, i -> List.of(text(10_000, i), text(10_000, -i)));
        run("maps of lists", 20_000, EntryKey::of, i -> {
            Map<Integer, List<byte[]>> map = new LinkedHashMap<>();
            for (int k = 0; k < 10; k++) {
                map.put(k, List.of(new byte[1_000], new byte[1_000]));
            }
            return map;
        });
        run("sorted maps in an Optional", 20_000, EntryKey::of, i -> {
            Map<String, Long> map = new TreeMap<>();
            for (int k = 0; k < 200; k++) {
                map.put(text(50, k), (long) k);
            }
            return Optional.of(map);
        });
        run("beans", 20_000, EntryKey::of, i -> {
            Bean bean = new Bean();
            bean.parent = new Bean();
            bean.parent.parent = bean;
            bean.attributes.put("text", text(20_000, i));
            return bean;
        });
        run("arrays of arrays", 20_000, EntryKey::of, i -> new long[20][125]);
        run("sets of dates and boxed numbers", 20_000, EntryKey::of, i -> {
            HashSet<Object> set = new HashSet<>();
            for (int k = 0; k < 150; k++) {
                set.add(new Date(i * 1_000L + k));
                set.add(1_000_000L + k);
            }
            return set;
        });
    }

    private static String text(int length, int seed) {
        StringBuilder text = new StringBuilder(length).append(seed);
        while (text.length() < length) {
            text.append('x');
        }
        return text.toString();
    }

    private static void run(String what, int bytes, IntFunction<EntryKey> key, IntFunction<Object> value) {
        long bound = Configuration.of(List.of()).localMaxWeight();
        EntryRegion region = new LocalStore(bound, null)
                .open(new RegionSpec(what, List.of(new VersionRow("a", 1, "Ab3dE5gH")), Object.class, null));
        for (int i = 0; i < BYTES / bytes; i++) {
            region.put(key.apply(i), new CachedValue(value.apply(i), List.of()));
        }
        if (region.size() < 20) {
            throw new IllegalStateException(what + ": only " + region.size() + " entries are kept");
        }
        System.out.println(what + ": " + region.size() + " entries survived");
    }
}
