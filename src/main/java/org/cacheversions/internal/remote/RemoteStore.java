package org.cacheversions.internal.remote;

import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cacheversions.internal.core.entries.RefusedEntryException;
import org.cacheversions.internal.core.entries.ReportingStore;
import org.cacheversions.internal.core.entries.StoreOperation;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.cacheversions.spi.ValueCodec;

/**
 * A store that nodes share. Entries that can't be encoded stay on the heap. Keys contain the labels, so the heap need
 * not know what other nodes write. Thread-safe.
 */
public final class RemoteStore implements ReportingStore {

    private final ByteStore bytes;
    private final ValueCodec codec;
    private final CacheStore heap;
    private final RemoteOptions options;
    private final Seal seal;
    private final InstantSource clock;
    private final Warnings warnings;
    private final CanonicalForm form = new CanonicalForm();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private volatile Consumer<StoreOperation> reports = operation -> {};

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
        this.seal = new Seal(options.secrets());
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
        RemoteKeys keys = new RemoteKeys(options.namespace(), spec, seal.format() + format.fingerprint(), form);
        return new RemoteRegion(this, spec, keys, format, heap.open(spec));
    }

    @Override
    public void reportTo(Consumer<StoreOperation> worked) {
        reports = worked;
    }

    /** Reports that an operation has reached the shared store. */
    void worked(StoreOperation operation) {
        reports.accept(operation);
    }

    ByteStore bytes() {
        return bytes;
    }

    RemoteOptions options() {
        return options;
    }

    Seal seal() {
        return seal;
    }

    /** Reports an entry that no secret verifies, and returns what to throw. */
    RefusedEntryException unverified(RegionSpec spec) {
        String message = RemoteMessages.entryUnverified(spec.id());
        warnings.limited(System.Logger.Level.WARNING, "", message, null);
        return new RefusedEntryException(message);
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
