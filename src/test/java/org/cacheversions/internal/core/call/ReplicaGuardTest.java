package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.Stops;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.node.LogCapture;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.VersionRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loads read from a lagging replica; labels come from the primary (4.3.7, {@code request.pml} with REPLICA). */
@Timeout(60)
class ReplicaGuardTest {

    private final Core core = new Core("bans", "items");
    private final Database database = core.database;
    private final CachedMethod bans = core.method("bans()", "bans");
    private final CachedMethod items = core.method("items()", "items");
    private final Replica replica = new Replica();

    @BeforeEach
    void guard() {
        core.engine.calls().replica(replica::versions);
        replica.replay("x", 1);
    }

    private Object value(CachedMethod method) throws Exception {
        return core.call(method, "x", () -> replica.value("x"));
    }

    private Object request() throws Exception {
        return core.request(() -> value(bans));
    }

    @Test
    void nothingIsStoredWhileTheReplicaLags() throws Exception {
        core.commit("x", 2, "bans");
        assertThat(request()).as("loaded from the replica").isEqualTo(1);
        assertThat(core.store.size()).isZero();
        replica.replay("x", 2);
        assertThat(request()).isEqualTo(2);
        assertThat(request()).isEqualTo(2);
        assertThat(bans.statistics().hits()).isEqualTo(1);
        assertThat(bans.statistics().bypasses()).isEqualTo(1);
    }

    @Test
    void norAreTheEntriesOfScopes() throws Exception {
        CachedMethod scoped = core.scopedMethod("scoped()", "bans");
        core.commit("x", 2, "bans");
        assertThat(core.request(() -> value(scoped))).isEqualTo(1);
        core.request(() -> {
            core.call(items, "y", () -> {
                core.engine.calls().put(scoped, replica.value("x"), "x");
                return 1;
            });
            return null;
        });
        assertThat(core.request(() -> core.engine.calls().find(scoped, "x"))).isNull();
        replica.replay("x", 2);
        assertThat(core.request(() -> value(scoped))).isEqualTo(2);
        assertThat(core.request(() -> core.engine.calls().find(scoped, "x"))).isNotNull();
    }

    /** The guard reads the replica before the load: reading it afterwards would accept data that was read too early. */
    @Test
    void labelsReplayedDuringTheLoadAreNotVouchedFor() throws Exception {
        core.commit("x", 2, "bans");
        core.request(() -> core.call(bans, "x", () -> {
            Object old = replica.value("x");
            replica.replay("x", 2);
            return old;
        }));
        assertThat(core.store.size()).isZero();
        assertThat(request()).isEqualTo(2);
    }

    @Test
    void aReplicaAheadOfTheRequestIsNotVouchedFor() throws Exception {
        VersionContext early = core.engine.contexts().pin();
        core.commit("x", 2, "bans");
        replica.replay("x", 2);
        assertThat(core.in(early, () -> value(bans))).isEqualTo(2);
        assertThat(core.store.size()).isZero();
    }

    /** A stale value is served in place of the failure, as with staleOnError. */
    @Test
    void aStaleValueIsServedWhileTheReplicaIsDown() throws Exception {
        CachedMethod patient = core.method(
                "patient()",
                new CachedMethod.Options(null, true, Core.LOCK_TIMEOUT, null, null, Duration.ofMinutes(5), null, false),
                false,
                "bans");
        core.request(() -> value(patient));
        core.commit("x", 2, "bans");
        replica.down = true;
        assertThat(core.<Object>request(() -> core.call(patient, "x", () -> {
                    throw new IOException("the replica is down");
                })))
                .isEqualTo(1);
        assertThatThrownBy(() -> core.request(() -> core.call(bans, "x", () -> {
                    throw new IOException("the replica is down");
                })))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aCacheUnknownToTheReplicaIsNotVouchedFor() throws Exception {
        replica.rows = List.of();
        request();
        assertThat(core.store.size()).isZero();
    }

    @Test
    void aLaggingCacheDoesNotAffectAnother() throws Exception {
        core.invalidate("items");
        request();
        assertThat(core.store.size()).isEqualTo(1);
    }

    @Test
    void aHitDoesNotReadTheReplica() throws Exception {
        request();
        int looks = replica.looks;
        request();
        assertThat(replica.looks).isEqualTo(looks);
    }

    /** The view of the transaction may be older than the state that the guard reads outside it. */
    @Test
    void nothingIsStoredInATransactionThatBeganBefore() throws Exception {
        core.commit("x", 2, "bans");
        core.request(() -> {
            database.begin();
            Object old = replica.value("x");
            replica.replay("x", 2);
            assertThat(core.<Object>call(bans, "x", () -> old)).isEqualTo(1);
            database.commit();
            return null;
        });
        assertThat(core.store.size()).isZero();
        assertThat(request()).isEqualTo(2);
    }

    @Test
    void aTransactionBegunByTheLoadUsesTheEarlierGuard() throws Exception {
        core.request(() -> core.call(bans, "x", () -> {
            database.begin();
            Object value = value(items);
            database.commit();
            return value;
        }));
        assertThat(core.store.size()).as("both").isEqualTo(2);

        core.invalidate("items");
        core.request(() -> core.call(bans, "y", () -> {
            database.begin();
            Object old = replica.value("x");
            replica.replay("x", 3);
            core.<Object>call(items, "y", () -> old);
            database.commit();
            return old;
        }));
        assertThat(core.store.size()).as("neither").isEqualTo(2);
    }

    @Test
    void aPutIsKeptOnlyInALoad() throws Exception {
        Object key = "put";
        core.request(() -> {
            core.engine.calls().put(bans, 1, key);
            return null;
        });
        assertThat(core.engine.calls().find(bans, key)).isNull();
        core.request(() -> core.call(items, "x", () -> {
            core.engine.calls().put(bans, 1, key);
            return 1;
        }));
        assertThat(core.engine.calls().find(bans, key)).isNotNull();
    }

    @Test
    void aReplicaThatCannotBeReadIsReportedOnceAndNothingIsStored() throws Exception {
        replica.down = true;
        try (LogCapture log = new LogCapture()) {
            assertThat(request()).isEqualTo(1);
            assertThat(request()).isEqualTo(1);
            assertThat(log.warnings()).hasSize(1).allMatch(line -> line.startsWith("CV0315"));
            assertThat(core.store.size()).isZero();
            replica.down = false;
            request();
            assertThat(log.messages()).hasSize(2).anyMatch(line -> line.startsWith("CV0316"));
        }
        assertThat(core.store.size()).isEqualTo(1);
    }

    /** Callers would wait one after another for values that cannot be shared. */
    @Test
    void callersDoNotShareALoadWhileTheReplicaLags() throws Exception {
        core.commit("x", 2, "bans");
        Object outer = core.request(() -> core.call(bans, "x", () -> {
            try (Threads threads = new Threads()) {
                return threads.start(this::request).result();
            }
        }));
        assertThat(outer).isEqualTo(1);
    }

    /** The replica state that a slow request has read does not apply to later labels. */
    @Test
    void aSlowReplicaReadIsComparedWithItsOwnRequest() throws Exception {
        Stops.Stop stop = core.stops.next(FaultPoint.BEFORE_STORE);
        try (Threads threads = new Threads()) {
            Threads.Started<Object> slow = threads.start(this::request);
            stop.awaitArrival();
            core.commit("x", 2, "bans");
            replica.replay("x", 2);
            stop.release();
            assertThat(slow.result()).isEqualTo(1);
        }
        assertThat(request()).isEqualTo(2);
    }

    /** A replica of the primary. */
    private final class Replica {

        private final Map<String, Object> data = new HashMap<>();
        private List<VersionRow> rows = List.of();
        private boolean down;
        private int looks;

        void replay(String key, Object value) {
            data.put(key, value);
            List<VersionRow> replayed = new ArrayList<>();
            for (String cache : List.of("bans", "items")) {
                replayed.add(database.row(cache));
            }
            rows = replayed;
        }

        Object value(String key) {
            return data.get(key);
        }

        List<VersionRow> versions() {
            looks++;
            if (down) {
                throw new IllegalStateException("the replica is down");
            }
            return rows;
        }
    }
}
