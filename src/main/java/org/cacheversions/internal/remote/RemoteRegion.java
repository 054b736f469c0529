package org.cacheversions.internal.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.cacheversions.internal.core.entries.RefusedEntryException;
import org.cacheversions.internal.core.entries.StoreOperation;
import org.cacheversions.internal.core.versions.ScopeStamps;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.cacheversions.spi.ValueCodec;
import org.jspecify.annotations.Nullable;

/** The entries of one method under one set of labels, shared by all nodes. Thread-safe. */
final class RemoteRegion implements EntryRegion {

    /** The random part of a time to live, so that entries stored together do not expire together. */
    private static final double SPREAD = 0.05;

    /**
     * Keys name the format, so no other release of the library has entries here. But two releases of an application may
     * not read each other's values: for them, removing must end.
     */
    private static final int MOST_REMOVED = 100;

    /** Bytes that cost more each time they are read are worth less than a load, or were written to do harm. */
    private static final Duration SLOWEST = Duration.ofSeconds(1);

    private final RemoteStore store;
    private final RegionSpec spec;
    private final RemoteKeys keys;
    private final ValueCodec.Format format;
    private final EntryRegion heap;
    private final LoadLocks locks;
    private final AtomicInteger removed = new AtomicInteger();
    private volatile boolean heapHasMore;

    RemoteRegion(RemoteStore store, RegionSpec spec, RemoteKeys keys, ValueCodec.Format format, EntryRegion heap) {
        this.store = store;
        this.spec = spec;
        this.keys = keys;
        this.format = format;
        this.heap = heap;
        this.locks = new LoadLocks(store.options().loadLock());
    }

    @Override
    public @Nullable CachedValue get(EntryKey key) {
        if (store.options().near() || heapHasMore) {
            CachedValue found = heap.get(key);
            if (found != null) {
                return found;
            }
        }
        byte[] remote = remoteKey(key);
        return remote == null ? null : fetch(key, remote);
    }

    @Override
    public @Nullable CachedValue claim(EntryKey key, Predicate<CachedValue> usable) {
        CachedValue found = heap.get(key);
        if (found != null && usable.test(found)) {
            return found;
        }
        byte[] remote = remoteKey(key);
        if (remote == null) {
            return null;
        }
        CachedValue claimed = locks.claim(key, remote, () -> {
            CachedValue fetched = fetch(key, remote);
            return fetched != null && usable.test(fetched) ? fetched : null;
        });
        store.worked(StoreOperation.CLAIM);
        return claimed;
    }

    @Override
    public void release(EntryKey key) {
        if (locks.release(key)) {
            store.worked(StoreOperation.RELEASE);
        }
    }

    @Override
    public void put(EntryKey key, CachedValue value) {
        put(key, remoteKey(key), value);
    }

    /** Costs a GET more than {@link #put}, since the heap may hold an older entry than the store that nodes share. */
    @Override
    public void putUnless(EntryKey key, CachedValue value, Predicate<CachedValue> better) {
        byte[] remote = remoteKey(key);
        CachedValue shared = remote == null ? null : fetchVerified(key, remote);
        CachedValue there = shared != null ? shared : heap.get(key);
        if (there == null || !better.test(there)) {
            put(key, remote, value);
        }
    }

    private @Nullable CachedValue fetchVerified(EntryKey key, byte[] remote) {
        try {
            return fetch(key, remote);
        } catch (RefusedEntryException e) {
            return null; // to be replaced
        }
    }

    private void put(EntryKey key, byte @Nullable [] remote, CachedValue value) {
        // where an older value is, it would be found in place of this one
        if (store.options().near() || (heapHasMore && heap.get(key) != null)) {
            heap.put(key, value);
        }
        byte[] encoded = remote == null ? null : encode(value);
        if (remote == null || encoded == null) {
            heapHasMore = true;
            heap.put(key, value);
            if (remote != null) {
                removeOlder(remote);
            }
        } else if (encoded.length > store.options().maxValue()) {
            int length = encoded.length;
            store.warn(
                    spec,
                    "size",
                    () -> RemoteMessages.valueTooLong(
                            spec.id(), length, store.options().maxValue()));
            removeOlder(remote);
        } else {
            Duration life = life(value.end());
            Instant end = value.end() != null || spec.timeToLive() == null
                    ? value.end()
                    : store.clock().instant().plus(life);
            byte[] written = new EntryFormat(value.reads(), value.stamps(), end, encoded)
                    .toBytes(store.options().compressAbove());
            store.bytes().set(remote, store.seal().seal(remote, written), life);
            store.worked(StoreOperation.PUT);
        }
    }

    private void removeOlder(byte[] remote) {
        if (store.bytes().get(remote, 1) != null) {
            store.bytes().remove(remote);
        }
    }

    @Override
    public void remove(EntryKey key) {
        heap.remove(key);
        byte[] remote = remoteKey(key);
        if (remote != null) {
            store.bytes().remove(remote);
            store.worked(StoreOperation.PUT);
        }
    }

    private Duration life(@Nullable Instant end) {
        Duration most = store.options().timeToLive();
        if (end != null) {
            Duration rest = Duration.between(store.clock().instant(), end);
            // the end of the entry is already random
            return rest.compareTo(most) <= 0 ? Duration.ofMillis(Math.max(1, rest.toMillis())) : spread(most);
        }
        Duration own = spec.timeToLive();
        return spread(own != null && own.compareTo(most) < 0 ? own : most);
    }

    private static Duration spread(Duration life) {
        long millis = Math.max(1, life.toMillis());
        return Duration.ofMillis(
                millis - (long) (millis * SPREAD * ThreadLocalRandom.current().nextDouble()));
    }

    private byte @Nullable [] remoteKey(EntryKey key) {
        try {
            return keys.of(key);
        } catch (CanonicalForm.MissingException e) {
            store.warn(spec, "key " + e.type().getName(), () -> RemoteMessages.keyStaysOnHeap(spec.id(), e.type()));
            return null;
        }
    }

    private byte @Nullable [] encode(CachedValue value) {
        if (!EntryFormat.holds(value)) {
            int scopes = value.stamps().size();
            int caches = value.reads().size();
            store.warn(spec, "scopes", () -> RemoteMessages.entryStaysOnHeap(spec.id(), caches, scopes));
            return null;
        }
        try {
            return format.encode(value.value());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            store.warn(spec, "value", () -> RemoteMessages.valueStaysOnHeap(spec.id(), e));
            return null;
        }
    }

    private @Nullable CachedValue fetch(EntryKey key, byte[] remote) {
        byte[] found = bytes(remote);
        store.worked(StoreOperation.GET);
        CachedValue decoded = found == null ? null : decode(remote, found);
        if (decoded != null && store.options().near()) {
            heap.put(key.detached(), decoded);
        }
        return decoded;
    }

    private byte @Nullable [] bytes(byte[] remote) {
        int longest =
                store.seal().length() + EntryFormat.longest(store.options().maxValue());
        // one byte more than the longest entry shows that the bytes are not an entry
        return store.bytes().get(remote, longest + 1);
    }

    private @Nullable CachedValue decode(byte[] remote, byte[] bytes) {
        byte[] opened = store.seal().open(remote, bytes);
        if (opened == null) {
            throw store.unverified(spec); // and left alone: for a while, nodes may have different secrets
        }
        try {
            EntryFormat entry = EntryFormat.of(opened, store.options().maxValue());
            Instant begin = store.clock().instant();
            if (entry.end() != null && !begin.isBefore(entry.end())) {
                return null;
            }
            Object value = format.decode(entry.value());
            Duration time = Duration.between(begin, store.clock().instant());
            if (time.compareTo(SLOWEST) <= 0) {
                return new CachedValue(value, entry.reads(), entry.end(), ScopeStamps.of(entry.stamps()));
            }
            store.warn(spec, "time", () -> RemoteMessages.decodingTooSlow(spec.id(), time.toMillis()));
            remove(remote, bytes);
            return null;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            store.warn(spec, "bytes", () -> RemoteMessages.entryUnreadable(spec.id(), e));
            if (!(e instanceof LinkageError)) { // which says something of this node, not of the bytes
                remove(remote, bytes);
            }
            return null;
        }
    }

    /** Removes bytes that can't be read, unless they were replaced meanwhile. A failure is left to the next operation. */
    private void remove(byte[] remote, byte[] broken) {
        if (removed.getAndUpdate(count -> Math.min(count + 1, MOST_REMOVED)) == MOST_REMOVED) {
            return;
        }
        try {
            if (Arrays.equals(broken, bytes(remote))) {
                store.bytes().remove(remote);
            }
        } catch (RuntimeException | LinkageError e) {
            // the load's value replaces them if it is stored
        }
    }

    @Override
    public void superseded() {
        heap.superseded();
    }

    @Override
    public long size() {
        return heap.size();
    }
}
