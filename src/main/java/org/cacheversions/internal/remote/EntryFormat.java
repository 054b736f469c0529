package org.cacheversions.internal.remote;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * An entry as bytes: a byte of flags, the time at which it expires, the labels that it depends on besides those of its
 * key, the scopes with their labels, and the encoded value, compressed if that makes it shorter.
 */
final class EntryFormat {

    private static final int MAX_READS = 1_000;

    /** A load depends on at most 32 scopes of a cache; the few that read more, of several caches, stay on the heap. */
    private static final int MAX_STAMPS = 100;

    /** The name of a cache, its revision and its version of 8 characters. */
    private static final int LONGEST_READ = Short.BYTES + CacheNames.MAX_LENGTH + Long.BYTES + Short.BYTES + 8 * 3;

    private static final int LONGEST_STAMP = LONGEST_READ + Short.BYTES + 65;

    private static final int LONGEST_HEADER = Byte.BYTES
            + Long.BYTES
            + 2 * Short.BYTES
            + MAX_READS * LONGEST_READ
            + MAX_STAMPS * LONGEST_STAMP
            + Integer.BYTES;

    private static final int DEFLATED = 1;
    private static final int HAS_END = 2;
    private static final int HAS_READS = 4;
    private static final int HAS_STAMPS = 8; // a release without scopes cannot read such an entry: a miss

    private final List<VersionRow> reads;
    private final List<ScopeStamp> stamps;
    private final @Nullable Instant end;
    private final byte[] value;

    EntryFormat(List<VersionRow> reads, List<ScopeStamp> stamps, @Nullable Instant end, byte[] value) {
        this.reads = reads;
        this.stamps = stamps;
        this.end = end;
        this.value = value;
    }

    List<VersionRow> reads() {
        return reads;
    }

    List<ScopeStamp> stamps() {
        return stamps;
    }

    @Nullable
    Instant end() {
        return end;
    }

    byte[] value() {
        return value;
    }

    /** Returns whether an entry with these dependencies can be read back. */
    static boolean holds(CachedValue value) {
        return value.reads().size() <= MAX_READS && value.stamps().size() <= MAX_STAMPS;
    }

    byte[] toBytes(int compressAbove) {
        byte[] deflated = value.length > compressAbove ? deflate(value) : value;
        boolean shorter = deflated.length + Integer.BYTES < value.length;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length + 64);
        try (DataOutputStream output = new DataOutputStream(bytes)) {
            output.writeByte((shorter ? DEFLATED : 0)
                    | (end != null ? HAS_END : 0)
                    | (reads.isEmpty() ? 0 : HAS_READS)
                    | (stamps.isEmpty() ? 0 : HAS_STAMPS));
            if (end != null) {
                output.writeLong(end.toEpochMilli());
            }
            if (!reads.isEmpty()) {
                output.writeShort(reads.size());
                for (VersionRow row : reads) {
                    write(output, row);
                }
            }
            if (!stamps.isEmpty()) {
                output.writeShort(stamps.size());
                for (ScopeStamp stamp : stamps) {
                    write(output, stamp.label());
                    output.writeUTF(stamp.scope());
                }
            }
            if (shorter) {
                output.writeInt(value.length);
            }
            output.write(shorter ? deflated : value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream output, VersionRow row) throws IOException {
        output.writeUTF(row.cache());
        output.writeLong(row.revision());
        output.writeUTF(row.version());
    }

    /** Returns the maximum length of an entry, given that of its value. */
    static int longest(int maxValue) {
        return LONGEST_HEADER + maxValue;
    }

    /**
     * Reads untrusted bytes.
     *
     * @throws IllegalArgumentException if they are not an entry, or if its value is longer than {@code maxValue}
     */
    static EntryFormat of(byte[] bytes, int maxValue) {
        if (bytes.length > longest(maxValue)) {
            throw new IllegalArgumentException("more than " + longest(maxValue) + " bytes");
        }
        try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int flags = input.readUnsignedByte();
            if (flags > (DEFLATED | HAS_END | HAS_READS | HAS_STAMPS)) {
                throw new IllegalArgumentException("the flags " + flags);
            }
            Instant end = (flags & HAS_END) != 0 ? Instant.ofEpochMilli(input.readLong()) : null;
            List<VersionRow> reads = (flags & HAS_READS) != 0 ? list(input, MAX_READS, EntryFormat::row) : List.of();
            List<ScopeStamp> stamps = (flags & HAS_STAMPS) != 0
                    ? list(input, MAX_STAMPS, each -> new ScopeStamp(row(each), each.readUTF()))
                    : List.of();
            boolean deflated = (flags & DEFLATED) != 0;
            int length = deflated ? input.readInt() : input.available();
            if (length < 0 || length > maxValue) {
                throw new IllegalArgumentException(length + " bytes");
            }
            byte[] rest = input.readAllBytes();
            return new EntryFormat(reads, stamps, end, deflated ? inflate(rest, length) : rest);
        } catch (IOException e) {
            throw new IllegalArgumentException("too short, or not a text", e);
        }
    }

    /** Reads one element of a list. */
    private interface Element<T> {
        T read(DataInputStream input) throws IOException;
    }

    private static <T> List<T> list(DataInputStream input, int most, Element<T> element) throws IOException {
        int size = input.readUnsignedShort();
        if (size == 0 || size > most) {
            throw new IllegalArgumentException(size + " labels");
        }
        List<T> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(element.read(input));
        }
        return List.copyOf(list);
    }

    private static VersionRow row(DataInputStream input) throws IOException {
        return new VersionRow(input.readUTF(), input.readLong(), input.readUTF());
    }

    private static byte[] deflate(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            byte[] buffer = new byte[plain.length]; // compressed bytes that do not fit are not shorter
            int length = deflater.deflate(buffer);
            return deflater.finished() ? java.util.Arrays.copyOf(buffer, length) : plain;
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(byte[] deflated, int length) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            byte[] plain = new byte[length];
            int inflated = inflater.inflate(plain);
            if (inflated != length || inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw new IllegalArgumentException("another length than it says");
            }
            return plain;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not compressed as it says", e);
        } finally {
            inflater.end();
        }
    }
}
