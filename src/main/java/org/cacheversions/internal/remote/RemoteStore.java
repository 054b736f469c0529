package org.cacheversions.internal.remote;

import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.cacheversions.spi.ValueCodec;

/**
 * A store that nodes share. Entries that can't be encoded stay on the heap. Keys contain the labels, so the heap needs
 * no notice of what other nodes write. Thread-safe.
 */
public final class RemoteStore implements CacheStore {

    private final ByteStore bytes;
    private final ValueCodec codec;
    private final CacheStore heap;
    private final RemoteOptions options;
    private final InstantSource clock;
    private final Warnings warnings;
    private final CanonicalForm form = new CanonicalForm();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** Combines a shared store and the heap. */
    public RemoteStore(
            ByteStore bytes,
            ValueCodec codec,
            CacheStore heap,
            RemoteOptions options,
            InstantSource clock,
            Warnings warnings) {
        this.bytes = bytes;
        this.codec = codec;
        this.heap = heap;
        this.options = options;
        this.clock = clock;
        this.warnings = warnings;
    }

    @Override
    public EntryRegion open(RegionSpec spec) {
        ValueCodec.Format format;
        try {
            format = codec.of(spec.type());
        } catch (RuntimeException | LinkageError e) {
            warn(
                    spec,
                    "type",
                    () -> RemoteMessages.typeStaysOnHeap(spec.id(), spec.type().getTypeName(), e));
            return heap.open(spec);
        }
        RemoteKeys keys = new RemoteKeys(options.namespace(), spec, format.fingerprint(), form);
        return new RemoteRegion(this, spec, keys, format, heap.open(spec));
    }

    ByteStore bytes() {
        return bytes;
    }

    RemoteOptions options() {
        return options;
    }

    InstantSource clock() {
        return clock;
    }

    /** Warns once for a method and topic, although texts differ from call to call. */
    void warn(RegionSpec spec, String topic, Supplier<String> message) {
        if (warned.add(topic + " " + spec.id())) {
            warnings.once(message.get());
        }
    }

    @Override
    public void close() {
        heap.close();
        bytes.close();
    }
}
