package org.cacheversions.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;
import org.junit.jupiter.api.Test;

class EntryFormatTest {

    private static final List<VersionRow> READS =
            List.of(new VersionRow("a", Long.MAX_VALUE, "Ab3dE5gH"), new VersionRow("b.c-d_e", 0, "00000000"));

    private static final byte[] LONG = "the same again, ".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    private static void assertRoundTrip(EntryFormat entry, int compressAbove) {
        EntryFormat read = EntryFormat.of(entry.toBytes(compressAbove), LONG.length);
        assertThat(read.value()).isEqualTo(entry.value());
        assertThat(read.reads()).isEqualTo(entry.reads());
        assertThat(read.end()).isEqualTo(entry.end());
        assertThat(read.stamps()).isEqualTo(entry.stamps());
    }

    @Test
    void roundTripKeepsLabelsAndExpiryWithAnyCompression() {
        Instant end = Instant.ofEpochMilli(1_234_567);
        byte[] noise = new byte[5_000];
        new Random(1).nextBytes(noise);
        for (byte[] value : List.of(new byte[0], new byte[] {1}, LONG, noise)) {
            assertRoundTrip(new EntryFormat(List.of(), List.of(), null, value), 100);
            assertRoundTrip(new EntryFormat(READS, List.of(), end, value), 100);
            assertRoundTrip(new EntryFormat(READS, List.of(), null, value), Integer.MAX_VALUE);
            List<ScopeStamp> stamps = List.of(new ScopeStamp(READS.get(0), "=42"), new ScopeStamp(READS.get(0), "~ab"));
            assertRoundTrip(new EntryFormat(READS, stamps, end, value), 100);
            assertRoundTrip(new EntryFormat(List.of(), stamps, null, value), 100);
        }
        assertThat(new EntryFormat(List.of(), List.of(), null, LONG).toBytes(100))
                .hasSizeLessThan(LONG.length / 10);
        assertThat(new EntryFormat(List.of(), List.of(), null, noise).toBytes(100))
                .hasSize(noise.length + 1);
    }

    /** The bytes were written by the release before scopes. */
    @Test
    void entriesOfTheReleaseBeforeScopesAreRead() {
        EntryFormat read = EntryFormat.of(
                HexFormat.of()
                        .parseHex("06000000000012d687000100056e616d657300000000000000070008416233644535674876616c7565"),
                100);
        assertThat(read.reads()).containsExactly(new VersionRow("names", 7, "Ab3dE5gH"));
        assertThat(read.stamps()).isEmpty();
        assertThat(read.end()).isEqualTo(Instant.ofEpochMilli(1_234_567));
        assertThat(read.value()).asString().isEqualTo("value");
        EntryFormat deflated = EntryFormat.of(HexFormat.of().parseHex("01000000292b4bcc294d5528234c0200"), 100);
        assertThat(deflated.value()).asString().isEqualTo("value ".repeat(6) + "value");
    }

    /** The release before scopes reads the first of these entries, and refuses the second: its flags end at 7. */
    @Test
    void entriesOfScopesAreRefusedByTheReleaseBeforeThem() {
        List<VersionRow> reads = List.of(new VersionRow("names", 7, "Ab3dE5gH"));
        byte[] value = "value".getBytes(StandardCharsets.UTF_8);
        Instant end = Instant.ofEpochMilli(1_234_567);
        assertThat(HexFormat.of().formatHex(new EntryFormat(reads, List.of(), end, value).toBytes(100)))
                .isEqualTo("06000000000012d687000100056e616d657300000000000000070008416233644535674876616c7565");
        List<ScopeStamp> stamps = List.of(new ScopeStamp(reads.get(0), "=42"));
        assertThat(HexFormat.of().formatHex(new EntryFormat(reads, stamps, end, value).toBytes(100)))
                .isEqualTo("0e000000000012d687000100056e616d6573000000000000000700084162336445356748"
                        + "000100056e616d657300000000000000070008416233644535674800033d343276616c7565");
    }

    @Test
    void oversizedContentIsRefusedBeforeInflation() {
        byte[] bytes = new EntryFormat(List.of(), List.of(), null, LONG).toBytes(100);
        assertThatThrownBy(() -> EntryFormat.of(bytes, LONG.length - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16000 bytes");
        byte[] lying = bytes.clone();
        Arrays.fill(lying, 1, 5, (byte) 0);
        lying[4] = 100;
        assertThatThrownBy(() -> EntryFormat.of(lying, 1_000)).isInstanceOf(IllegalArgumentException.class);
        Arrays.fill(lying, 1, 5, (byte) 0xFF);
        assertThatThrownBy(() -> EntryFormat.of(lying, 1_000)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void framesUpToTheMaximumLengthAreAccepted() {
        List<VersionRow> reads = IntStream.range(0, 1_000)
                .mapToObj(i -> new VersionRow("n".repeat(128), i, "\u20ac".repeat(8)))
                .toList();
        List<ScopeStamp> stamps = reads.stream()
                .limit(100)
                .map(row -> new ScopeStamp(row, "~" + "a".repeat(64)))
                .toList();
        byte[] longest = new EntryFormat(reads, stamps, Instant.EPOCH, LONG).toBytes(Integer.MAX_VALUE);
        assertThat(longest).hasSizeLessThanOrEqualTo(EntryFormat.longest(LONG.length));
        assertThat(EntryFormat.of(longest, LONG.length).reads()).isEqualTo(reads);

        byte[] followed = Arrays.copyOf(
                new EntryFormat(List.of(), List.of(), null, LONG).toBytes(100), EntryFormat.longest(LONG.length) + 1);
        assertThatThrownBy(() -> EntryFormat.of(followed, LONG.length)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void arbitraryBytesAreReadAsAFrameOrRefused() {
        byte[] good = new EntryFormat(READS, List.of(), Instant.EPOCH, LONG).toBytes(100);
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int j = random.nextInt(4); j > 0 && bytes.length > 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(EntryFormat.of(bytes, LONG.length).value()).hasSizeLessThanOrEqualTo(LONG.length);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }
}
