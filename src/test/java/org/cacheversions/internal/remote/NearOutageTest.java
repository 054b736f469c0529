package org.cacheversions.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cacheversions.internal.caffeine.LocalStore;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.jsonb.JsonbCodec;
import org.cacheversions.node.LogCapture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An outage of the shared store and its end are logged once each, whatever the heap serves meanwhile. */
class NearOutageTest {

    private static final int ROUNDS = 100;

    private final Remote remote = new Remote();
    private final LogCapture log = new LogCapture();

    @AfterEach
    void end() {
        log.close();
    }

    private Core core(boolean near) {
        RemoteOptions options = new RemoteOptions(near, "ns", Duration.ofHours(1), 1_000, 100, null, List.of());
        RemoteStore store = new RemoteStore(
                remote,
                type -> new JsonbCodec().of(Integer.class),
                new LocalStore(1_000, null),
                options,
                InstantSource.system(),
                new Warnings());
        return new Core(new Database("a"), store);
    }

    private void expectLog(String... codes) {
        assertThat(log.messages().stream()
                        .filter(line -> line.startsWith("CV05"))
                        .map(line -> line.substring(0, 6)))
                .containsExactly(codes);
    }

    @Test
    void hitsOnTheHeapDoNotEndAnOutage() throws Exception {
        Core core = core(true);
        CachedMethod method = core.method("a()", "a");
        core.requestValue(method, "hot");
        remote.gets = false;
        remote.sets = false;
        for (int i = 0; i < ROUNDS; i++) {
            core.requestValue(method, "hot");
            core.requestValue(method, "cold " + i);
        }
        expectLog("CV0502");
        remote.gets = true;
        remote.sets = true;
        for (int i = 0; i < ROUNDS; i++) {
            core.requestValue(method, "hot");
            core.requestValue(method, "warm " + i);
        }
        expectLog("CV0502", "CV0503");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOutageFirstSeenByAWriteIsOneOutage(boolean near) throws Exception {
        Core core = core(near);
        CachedMethod method = core.method("a()", "a");
        remote.sets = false;
        core.requestValue(method, "x");
        remote.gets = false;
        for (int i = 0; i < ROUNDS; i++) {
            core.requestValue(method, "cold " + i);
        }
        expectLog("CV0502");
        remote.gets = true;
        remote.sets = true;
        core.requestValue(method, "y");
        core.requestValue(method, "y");
        expectLog("CV0502", "CV0503");
        remote.gets = false;
        core.requestValue(method, "z");
        expectLog("CV0502", "CV0503", "CV0502");
    }

    /** Like a full Redis, where reads work and writes fail. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsThatWorkDoNotEndAnOutageOfWrites(boolean near) throws Exception {
        Core core = core(near);
        CachedMethod method = core.method("a()", "a");
        core.requestValue(method, "hot");
        remote.sets = false;
        for (int i = 0; i < ROUNDS; i++) {
            core.requestValue(method, "hot");
            core.requestValue(method, "cold " + i);
        }
        expectLog("CV0502");
    }

    private static final class Remote implements ByteStore {

        private final Map<String, byte[]> kept = new HashMap<>();
        private boolean gets = true;
        private boolean sets = true;

        private static String text(byte[] key) {
            return new String(key, StandardCharsets.UTF_8);
        }

        @Override
        public byte @Nullable [] get(byte[] key, int most) {
            require(gets);
            return kept.get(text(key));
        }

        @Override
        public void set(byte[] key, byte[] value, Duration timeToLive) {
            require(sets);
            kept.put(text(key), value);
        }

        @Override
        public void remove(byte[] key) {
            require(sets);
            kept.remove(text(key));
        }

        private static void require(boolean works) {
            if (!works) {
                throw new IllegalStateException("connection refused");
            }
        }

        @Override
        public void close() {
            // nothing to close
        }
    }
}
