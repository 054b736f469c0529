package org.cacheversions.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Load locks of several nodes, with the keys in a map. */
class LoadLocksTest {

    private static final EntryKey KEY = EntryKey.of(1L);
    private static final byte[] REMOTE = "entry".getBytes(StandardCharsets.US_ASCII);
    private static final int NODES = 5;

    private final Keys keys = new Keys();
    private final LoadLocks holder = node();
    private final List<FutureTask<CachedValue>> waiting = new ArrayList<>();
    private volatile @Nullable CachedValue stored;

    private LoadLocks node() {
        return new LoadLocks(new LoadLockOptions(keys, Duration.ofMinutes(5)));
    }

    private @Nullable CachedValue claim(LoadLocks node) {
        return node.claim(KEY, REMOTE, () -> stored);
    }

    /** Gives the holder the lock, and starts nodes that wait for it. */
    private void nodesWait() {
        assertThat(claim(holder)).isNull();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            FutureTask<CachedValue> call = new FutureTask<>(() -> claim(node()));
            waiting.add(call);
            threads.add(new Thread(call));
        }
        threads.forEach(Thread::start);
        Awaitility.await()
                .until(() -> threads.stream().allMatch(thread -> LockSupport.getBlocker(thread) instanceof LoadLocks));
    }

    @Test
    void ifTheHolderStoresNoEntryAllWaitersLoadAtOnce() throws Exception {
        nodesWait();
        holder.release(KEY);
        for (FutureTask<CachedValue> call : waiting) {
            assertThat(call.get(60, TimeUnit.SECONDS)).as("loads").isNull();
        }
        assertThat(keys.kept).as("no locks").isEmpty();
    }

    @Test
    void aWaiterDoesNotWaitForASecondHolder() throws Exception {
        nodesWait();
        keys.kept.replaceAll((key, token) -> "another");
        for (FutureTask<CachedValue> call : waiting) {
            assertThat(call.get(60, TimeUnit.SECONDS)).as("loads").isNull();
        }
        holder.release(KEY);
        assertThat(keys.kept).as("the other holder's lock is not removed").hasSize(1);
    }

    @Test
    void waitersGetTheEntryStoredByTheHolder() throws Exception {
        nodesWait();
        CachedValue entry = new CachedValue("x", List.of());
        stored = entry;
        holder.release(KEY);
        for (FutureTask<CachedValue> call : waiting) {
            assertThat(call.get(60, TimeUnit.SECONDS)).isSameAs(entry);
        }
        assertThat(claim(node())).isSameAs(entry);
        assertThat(keys.kept).isEmpty();
    }

    private static final class Keys implements LockKeys {

        private final ConcurrentMap<String, String> kept = new ConcurrentHashMap<>();

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }

        @Override
        public boolean setIfAbsent(byte[] key, byte[] value, Duration timeToLive) {
            return kept.putIfAbsent(text(key), text(value)) == null;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            String value = kept.get(text(key));
            return value == null ? null : value.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public void remove(byte[] key, byte[] value) {
            kept.remove(text(key), text(value));
        }
    }
}
