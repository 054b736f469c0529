package org.cacheversions.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cacheversions.internal.caffeine.LocalStore;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.jsonb.JsonbCodec;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.ValueCodec;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times to live, and how the heap keeps entries of the shared store. The bytes are in a map; tests set the clock. */
class RemoteStoreTest {

    private static final EntryKey KEY = EntryKey.of(1L);

    private final Place place = new Place();
    private volatile Instant now = Instant.now();
    private Duration pause = Duration.ZERO;

    private EntryRegion region(boolean near, @Nullable Duration timeToLive) {
        return region(near, timeToLive, new JsonbCodec());
    }

    private EntryRegion region(boolean near, @Nullable Duration timeToLive, ValueCodec codec) {
        RemoteStore store = new RemoteStore(
                place,
                codec,
                new LocalStore(1_000_000, null),
                new RemoteOptions(near, "ns", Duration.ofHours(1), 1_000, 100, null, List.of()),
                () -> now,
                new Warnings());
        return store.open(new RegionSpec("S.f(long)", List.of(new VersionRow("a", 1, "v")), String.class, timeToLive));
    }

    @Test
    void timesToLiveAreSpreadBelowTheShorterOne() {
        EntryRegion own = region(false, Duration.ofMinutes(10));
        EntryRegion common = region(false, Duration.ofDays(10));
        Set<Duration> lives = new HashSet<>();
        for (long i = 0; i < 200; i++) {
            own.put(EntryKey.of(i), new CachedValue("x", List.of()));
            assertThat(place.life).isBetween(Duration.ofSeconds(570), Duration.ofMinutes(10));
            lives.add(place.life);
            common.put(EntryKey.of(i), new CachedValue("x", List.of()));
            assertThat(place.life).isBetween(Duration.ofMinutes(57), Duration.ofHours(1));
        }
        assertThat(lives).hasSizeGreaterThan(150);
    }

    /** One that can't be written stays on the heap, one that is too long nowhere: then an older one must not be found. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aValueReplacesAnOlderOneWhereverThatIs(boolean near) {
        String onHeap = "\ud800";
        String tooLong = "x".repeat(2_000);
        for (List<String> values : List.of(
                List.of(onHeap, "y"),
                List.of("y", onHeap),
                List.of("y", tooLong),
                List.of(onHeap, tooLong),
                List.of("y", onHeap, "z"))) {
            EntryRegion region = region(near, null);
            values.forEach(value -> region.put(KEY, new CachedValue(value, List.of())));
            String last = values.get(values.size() - 1);
            for (EntryRegion node : List.of(region, region(near, null))) {
                CachedValue found = node.get(KEY);
                assertThat(found == null ? last : found.value())
                        .as("after %s", values)
                        .isEqualTo(last);
            }
        }
    }

    /** A load that reads many scopes of several caches: each cache counts as a whole only from 33 of its scopes on. */
    @Test
    void anEntryOfManyScopesOfSeveralCachesStaysOnTheHeap() {
        List<ScopeStamp> stamps = IntStream.range(0, 30)
                .boxed()
                .flatMap(cache -> IntStream.range(0, 33)
                        .mapToObj(scope -> new ScopeStamp(new VersionRow("cache" + cache, 1, "v"), "=" + scope)))
                .toList();
        EntryRegion region = region(false, null);
        region.put(KEY, new CachedValue("older", List.of()));
        region.put(KEY, new CachedValue("x", List.of(), null, stamps));
        assertThat(region.get(KEY))
                .satisfies(found -> assertThat(found.value()).isEqualTo("x"))
                .satisfies(found -> assertThat(found.stamps()).isEqualTo(stamps));
        assertThat(place.kept).isEmpty();
    }

    @Test
    void anEntryWithAnExpiryIsKeptExactlyUntilThen() {
        EntryRegion region = region(false, Duration.ofMinutes(10));
        for (long i = 0; i < 200; i++) {
            Duration rest = Duration.ofMillis(570_000 + i);
            region.put(EntryKey.of(i), new CachedValue("x", List.of(), now.plus(rest)));
            assertThat(place.life).isEqualTo(rest);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRemovedEntryIsFoundNowhere(boolean near) {
        EntryRegion region = region(near, null);
        region.put(KEY, new CachedValue("x", List.of()));
        assertThat(region(near, null).get(KEY)).as("on another node").isNotNull();
        region.remove(KEY);
        assertThat(region.get(KEY)).isNull();
        assertThat(region(near, null).get(KEY)).isNull();
        Object unencodable = new Object();
        region.put(KEY, new CachedValue(unencodable, List.of()));
        assertThat(region.get(KEY)).as("on the heap only").isNotNull();
        region.remove(KEY);
        assertThat(region.get(KEY)).isNull();
    }

    @Test
    void anExpiryBeyondTheStoresLimitIsSpreadBelowTheLimit() {
        EntryRegion region = region(false, Duration.ofDays(10));
        Set<Duration> lives = new HashSet<>();
        for (long i = 0; i < 200; i++) {
            region.put(EntryKey.of(i), new CachedValue("x", List.of(), now.plus(Duration.ofDays(10))));
            assertThat(place.life).isBetween(Duration.ofMinutes(57), Duration.ofHours(1));
            lives.add(place.life);
        }
        assertThat(lives).hasSizeGreaterThan(150);
    }

    @Test
    void anExpiredEntryIsAMissEvenIfStillStored() {
        region(false, Duration.ofMinutes(10)).put(KEY, new CachedValue("x", List.of()));
        EntryRegion other = region(false, Duration.ofMinutes(10));
        assertThat(other.get(KEY)).isNotNull();
        now = now.plus(Duration.ofMinutes(10));
        assertThat(other.get(KEY)).isNull();
    }

    @Test
    void aNearEntryKeepsItsRemainingTimeWithoutASecondLookup() {
        region(true, Duration.ofMinutes(10)).put(KEY, new CachedValue("x", List.of()));
        Instant stored = now;
        now = now.plus(Duration.ofMinutes(4));
        EntryRegion cold = region(true, Duration.ofMinutes(10));
        CachedValue found = cold.get(KEY);
        assertThat(found).isNotNull();
        assertThat(found.end()).isBetween(stored.plusSeconds(569), stored.plusSeconds(600));
        int gets = place.gets;
        assertThat(cold.get(KEY)).isSameAs(found);
        assertThat(place.gets).isEqualTo(gets);
    }

    @Test
    void anExpiredNearEntryIsNotKept() {
        now = Instant.now().minus(Duration.ofHours(1));
        region(true, Duration.ofMinutes(10)).put(KEY, new CachedValue("x", List.of()));
        EntryRegion cold = region(true, Duration.ofMinutes(10));
        assertThat(cold.get(KEY)).as("the store uses the test's clock").isNotNull();
        now = Instant.now();
        assertThat(cold.get(KEY)).as("the heap uses the machine's clock").isNull();
    }

    @Test
    void readsAreLimitedToTheMaximumEntryLength() {
        EntryRegion region = region(false, null);
        region.put(KEY, new CachedValue("x".repeat(500), List.of()));
        assertThat(region.get(KEY)).isNotNull();
        assertThat(place.asked).isBetween(1_000, 200_000);
        place.kept.replaceAll((key, value) -> Arrays.copyOf(value, place.asked));
        assertThat(region.get(KEY)).isNull();
    }

    /** Bytes that are not an entry, or an entry whose value cannot be decoded. */
    static Stream<byte[]> broken() {
        return Stream.of(
                "rubbish".getBytes(StandardCharsets.UTF_8),
                new byte[] {127},
                new byte[] {1, 0, 0},
                new byte[] {0, '[', '{', '}', ']'},
                new EntryFormat(List.of(), List.of(), null, "[".repeat(500).getBytes(StandardCharsets.UTF_8))
                        .toBytes(1_000),
                new byte[1 << 20]);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void unreadableBytesAreRemoved(byte[] bytes) {
        EntryRegion region = region(false, null);
        region.put(KEY, new CachedValue("x", List.of()));
        place.kept.replaceAll((key, value) -> bytes);
        assertThat(region.get(KEY)).isNull();
        assertThat(place.kept).isEmpty();
    }

    @Test
    void bytesThatTakeTooLongToDecodeAreAMissAndRemoved() {
        EntryRegion region =
                region(false, null, type -> new Decoding(new JsonbCodec().of(type), () -> now = now.plus(pause)));
        region.put(KEY, new CachedValue("x", List.of()));
        pause = Duration.ofSeconds(1);
        assertThat(region.get(KEY)).isNotNull();
        pause = Duration.ofMillis(1_001);
        assertThat(region.get(KEY)).isNull();
        assertThat(place.kept).isEmpty();
    }

    @Test
    void aNewerEntryOfAnotherNodeIsNotRemoved() {
        EntryRegion region = region(true, null);
        region.put(KEY, new CachedValue("x", List.of()));
        byte[] newer = place.kept.values().iterator().next();
        place.kept.replaceAll((key, value) -> new byte[] {127});
        place.afterGet = () -> place.kept.replaceAll((key, value) -> newer);
        assertThat(region(false, null).get(KEY)).isNull();
        assertThat(region(false, null).get(KEY)).isNotNull();
    }

    @Test
    void anExpiredEntryIsNotRemovedSinceClocksDiffer() {
        EntryRegion region = region(false, Duration.ofMinutes(10));
        region.put(KEY, new CachedValue("x", List.of()));
        now = now.plus(Duration.ofMinutes(10));
        assertThat(region.get(KEY)).isNull();
        assertThat(place.kept).hasSize(1);
    }

    @Test
    void aFailingRemovalIsAMissAndNotRepeated() {
        EntryRegion region = region(false, null);
        region.put(KEY, new CachedValue("x", List.of()));
        place.kept.replaceAll((key, value) -> new byte[] {127});
        place.removals = () -> {
            throw new IllegalStateException("on purpose");
        };
        int gets = place.gets;
        assertThat(region.get(KEY)).isNull();
        assertThat(place.gets).isEqualTo(gets + 2);
    }

    @Test
    void nodesThatCannotReadEachOthersValuesStopRemovingThem() {
        EntryRegion one = region(false, null);
        EntryRegion other = region(
                false,
                null,
                type -> new Decoding(new JsonbCodec().of(type), () -> {
                    // as a release whose constructors reject values that another release accepts
                    throw new IllegalArgumentException("on purpose");
                }));
        int stored = 0;
        int removed = 0;
        for (int i = 0; i < 1_000; i++) {
            one.put(KEY, new CachedValue("x", List.of()));
            stored++;
            assertThat(other.get(KEY)).isNull();
            removed += 1 - place.kept.size();
        }
        assertThat(removed).isBetween(1, stored / 10);
    }

    /** A format that does something before it decodes. */
    private record Decoding(ValueCodec.Format format, Runnable before) implements ValueCodec.Format {

        @Override
        public String fingerprint() {
            return format.fingerprint();
        }

        @Override
        public byte[] encode(@Nullable Object value) {
            return format.encode(value);
        }

        @Override
        public @Nullable Object decode(byte[] bytes) {
            before.run();
            return format.decode(bytes);
        }
    }

    private static final class Place implements ByteStore {

        private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
        private Duration life = Duration.ZERO;
        private int gets;
        private int asked;
        private Runnable afterGet = () -> {};
        private Runnable removals = () -> {};

        private static String text(byte[] key) {
            return new String(key, StandardCharsets.UTF_8);
        }

        @Override
        public byte @Nullable [] get(byte[] key, int most) {
            gets++;
            asked = most;
            byte[] found = kept.get(text(key));
            afterGet.run();
            return found;
        }

        @Override
        public void set(byte[] key, byte[] value, Duration timeToLive) {
            life = timeToLive;
            kept.put(text(key), value);
        }

        @Override
        public void remove(byte[] key) {
            removals.run();
            kept.remove(text(key));
        }

        @Override
        public void close() {}
    }
}
