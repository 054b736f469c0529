package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.Stops;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.Threads.Started;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.node.LogCapture;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.VersionRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cached calls outside transactions. */
@Timeout(60)
class CachedCallTest {

    private final Core core = new Core("bans", "items");
    private final Database database = core.database;
    private final CachedMethod bans = core.method("bans()", "bans");

    @Test
    void loadsOnceUntilInvalidated() throws Exception {
        database.write("x", 1);
        assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(1);
        database.write("x", 2);
        assertThat(core.<Integer>requestValue(bans, "x")).as("a hit").isEqualTo(1);
        assertThat(bans.statistics().hits()).isEqualTo(1);
        assertThat(bans.statistics().misses()).isEqualTo(1);
        assertThat(bans.statistics().bypasses()).isZero();
        assertThat(bans.statistics().loadNanos()).isPositive();

        core.invalidate("bans");
        assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
        assertThat(bans.statistics().misses()).isEqualTo(2);
    }

    @Test
    void invalidatingAnotherCacheKeepsTheEntry() throws Exception {
        core.requestValue(bans, "x");
        core.invalidate("items");
        core.requestValue(bans, "x");
        assertThat(bans.statistics().hits()).isEqualTo(1);
    }

    @Test
    void invalidatingOneOfSeveralCachesIsEnough() throws Exception {
        CachedMethod both = core.method("both()", "bans", "items");
        for (String cache : new String[] {"bans", "items"}) {
            database.write("x", cache);
            core.invalidate(cache);
            assertThat(core.<String>requestValue(both, "x")).isEqualTo(cache);
        }
    }

    @Test
    void methodsDoNotShareEntries() throws Exception {
        CachedMethod other = core.method("other()", "bans");
        database.write("x", 1);
        core.requestValue(bans, "x");
        database.write("x", 2);
        assertThat(core.<Integer>requestValue(other, "x")).isEqualTo(2);
    }

    @Test
    void aMethodRegisteredLateIsCachedToo() throws Exception {
        VersionContext request = core.engine.contexts().pin();
        CachedMethod late = core.method("late()", "bans");
        database.write("x", 1);
        assertThat(core.in(request, () -> core.<Integer>value(late, "x"))).isEqualTo(1);
        database.write("x", 2);
        assertThat(core.in(request, () -> core.<Integer>value(late, "x"))).isEqualTo(1);
        assertThat(core.<Integer>requestValue(late, "x"))
                .as("also in the next snapshot")
                .isEqualTo(1);
        core.invalidate("bans");
        assertThat(core.<Integer>requestValue(late, "x")).isEqualTo(2);
        assertThat(core.store.regions().get(0).hasPassed()).isTrue();
    }

    @Test
    void aRequestReadsOneSnapshotForAllCalls() throws Exception {
        int reads = database.reads();
        core.request(() -> {
            core.value(bans, "x");
            core.value(bans, "y");
            return core.value(bans, "x");
        });
        assertThat(database.reads()).isEqualTo(reads + 1);
    }

    @Test
    void withoutARequestEachOutermostCallReadsASnapshot() throws Exception {
        database.write("x", 1);
        assertThat(core.<Integer>value(bans, "x")).isEqualTo(1);
        database.write("x", 2);
        assertThat(core.<Integer>value(bans, "x")).isEqualTo(1);
        core.invalidate("bans");
        assertThat(core.<Integer>value(bans, "x")).isEqualTo(2);
        assertThat(core.engine.contexts().current()).isNull();
    }

    @Test
    void aRequestKeepsItsSnapshotAfterANestedRequest() throws Exception {
        core.request(() -> {
            VersionContext outer = core.engine.contexts().current();
            core.request(() -> 1);
            assertThat(core.engine.contexts().current()).isSameAs(outer);
            return null;
        });
        assertThat(core.engine.contexts().current()).isNull();
    }

    @Test
    void aRequestKeepsItsSnapshotWhenOthersInvalidate() throws Exception {
        database.write("x", 1);
        core.requestValue(bans, "x");
        VersionContext before = core.engine.contexts().pin();
        database.write("x", 2);
        core.invalidate("bans");
        assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
        assertThat(core.in(before, () -> core.<Integer>value(bans, "x"))).isEqualTo(1);
    }

    /** G5: a reader of the old value stores it after the invalidation. */
    @Test
    void aNewerSnapshotDoesNotSeeASlowReadersEntry() throws Exception {
        database.write("x", 1);
        Stops.Stop stop = core.stops.next(FaultPoint.BEFORE_STORE);
        try (Threads threads = new Threads()) {
            Started<Integer> slow = threads.start(() -> core.requestValue(bans, "x"));
            stop.awaitArrival();
            core.commit("x", 2, "bans");
            stop.release();
            assertThat(slow.result()).isEqualTo(1);
        }
        assertThat(core.store.size()).as("the entry was stored").isEqualTo(1);
        assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
        assertThat(bans.statistics().hits()).isZero();
    }

    /** G5: a load that began with older labels is not shared. */
    @Test
    void aNewerSnapshotDoesNotWaitForALoadOfOlderLabels() throws Exception {
        database.write("x", 1);
        Stops.Stop stop = core.stops.next(FaultPoint.BEFORE_STORE);
        try (Threads threads = new Threads()) {
            Started<Integer> slow = threads.start(() -> core.requestValue(bans, "x"));
            stop.awaitArrival();
            core.commit("x", 2, "bans");
            assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
            stop.release();
            slow.result();
        }
    }

    @Test
    void anExceptionReachesTheCallerAndIsNotCached() throws Exception {
        IOException failure = new IOException("on purpose");
        assertThatThrownBy(() -> core.request(() -> core.call(bans, "x", () -> {
                    throw failure;
                })))
                .isSameAs(failure);
        assertThat(bans.statistics().failures()).isEqualTo(1);
        assertThat(core.store.size()).isZero();
        database.write("x", 1);
        assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(1);
        assertThat(bans.statistics().failures()).isEqualTo(1);
    }

    @Test
    void nullIsCachedByDefault() throws Exception {
        core.requestValue(bans, "x");
        core.requestValue(bans, "x");
        assertThat(bans.statistics().hits()).isEqualTo(1);

        CachedMethod noNulls = core.method("noNulls()", Core.options(Core.LOCK_TIMEOUT, false, null), false, "bans");
        assertThat(core.<Object>requestValue(noNulls, "x")).isNull();
        database.write("x", Optional.empty());
        assertThat(core.<Object>requestValue(noNulls, "x")).isEqualTo(Optional.empty());
        database.write("x", Optional.of(1));
        assertThat(core.<Object>requestValue(noNulls, "x")).isEqualTo(Optional.of(1));
        database.write("x", null);
        assertThat(core.<Object>requestValue(noNulls, "x")).isEqualTo(Optional.of(1));
    }

    @Test
    void aValueThatTheFilterMatchesIsNotStored() throws Exception {
        CachedMethod filtered = core.method(
                "filtered()",
                Core.options(Core.LOCK_TIMEOUT, true, (method, result) -> result.equals(1)),
                false,
                "bans");
        database.write("x", 1);
        assertThat(core.<Integer>requestValue(filtered, "x")).isEqualTo(1);
        database.write("x", 2);
        assertThat(core.<Integer>requestValue(filtered, "x")).isEqualTo(2);
        database.write("x", 3);
        assertThat(core.<Integer>requestValue(filtered, "x")).isEqualTo(2);
    }

    @Test
    void aCacheThatNeverHadARowIsAnError() {
        CachedMethod unknown = core.method("unknown()", "bans", "nobody");
        AtomicInteger loads = new AtomicInteger();
        assertThatThrownBy(() -> core.request(() -> core.call(unknown, "x", loads::incrementAndGet)))
                .isInstanceOf(UnknownCacheException.class)
                .hasMessageStartingWith("CV0103")
                .hasMessageContaining("'nobody'");
        assertThat(loads).hasValue(0);
    }

    @Test
    void aStoppedCacheIsBypassedAndReportedOnce() throws Exception {
        core.requestValue(bans, "x");
        try (LogCapture log = new LogCapture()) {
            database.stop("bans");
            database.write("x", 2);
            assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
            database.write("x", 3);
            assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(3);
            assertThat(log.warnings()).hasSize(1).allMatch(line -> line.startsWith("CV0105"));
        }
        assertThat(bans.statistics().bypasses()).isEqualTo(2);
        database.invalidateAll();
        database.start(CacheNames.sorted(java.util.List.of("bans")));
        core.requestValue(bans, "x");
        core.requestValue(bans, "x");
        assertThat(bans.statistics().hits()).as("started again").isEqualTo(1);
    }

    /** {@code identity.pml} with RANDOM: a version may recur and would revive its entries. */
    @Test
    void aRecurringVersionIsANewLabel() throws Exception {
        VersionRow before = database.row("bans");
        database.write("x", 1);
        core.requestValue(bans, "x");
        database.replace(new VersionRow("bans", before.revision() + 1, before.version()));
        database.write("x", 2);
        assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
    }

    /** {@code identity.pml} with REV and LOSE: after a failover the database continues from the replica's revision. */
    @Test
    void aReusedRevisionIsANewLabel() throws Exception {
        VersionRow before = database.row("bans");
        core.invalidate("bans");
        database.write("x", 1);
        core.requestValue(bans, "x");
        database.replace(before);
        database.invalidate(CacheNames.sorted(java.util.List.of("bans"))); // not seen by this node
        database.write("x", 2);
        assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
    }

    @Test
    void withoutVersionsTheCallLoads() throws Exception {
        database.write("x", 1);
        core.requestValue(bans, "x");
        database.write("x", 2);
        try (LogCapture log = new LogCapture()) {
            database.down(true);
            assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
            assertThat(core.<Integer>value(bans, "x")).isEqualTo(2);
            assertThat(log.warnings()).hasSize(1).allMatch(line -> line.startsWith("CV0106"));
            assertThat(core.counts.unavailable).hasValue(2);
            database.down(false);
            assertThat(core.<Integer>requestValue(bans, "x"))
                    .as("the entry is still there")
                    .isEqualTo(1);
            assertThat(log.messages()).hasSize(2).anyMatch(line -> line.startsWith("CV0108"));
        }
    }

    /** If the observer fails, the new version is not used, and the failure is reported and counted. */
    @Test
    void theCallLoadsIfTheObserverOfVersionsFails() throws Exception {
        core.requestValue(bans, "x");
        core.engine.beforeNewVersions(changed -> {
            throw new IllegalStateException("on purpose");
        });
        core.invalidate("bans");
        database.write("x", 2);
        try (LogCapture log = new LogCapture()) {
            assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
            assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
            assertThat(log.warnings()).hasSize(1).allMatch(line -> line.startsWith("CV0106"));
        }
        assertThat(core.counts.unavailable).hasValue(2);
        assertThat(bans.statistics().bypasses()).isEqualTo(2);
    }

    @Test
    void theObserverReceivesOnlyNewVersions() throws Exception {
        core.requestValue(bans, "x");
        java.util.List<Object> told = new java.util.ArrayList<>();
        core.engine.beforeNewVersions(told::add);
        core.requestValue(bans, "x");
        core.invalidate("bans");
        core.requestValue(bans, "x");
        core.requestValue(bans, "x");
        assertThat(told).containsExactly(CacheNames.sorted(java.util.List.of("bans")));
    }

    @Test
    void aKeyWithoutEqualsIsReportedOnce() throws Exception {
        try (LogCapture log = new LogCapture()) {
            core.request(() -> core.call(bans, new Object[] {"a", new ByIdentity()}, () -> 1));
            core.request(() -> core.call(bans, new ByIdentity(), () -> 1));
            core.request(() -> core.call(bans, new Object[] {null, 1, "a", Thread.State.NEW, int.class}, () -> 1));
            assertThat(log.warnings())
                    .hasSize(1)
                    .allMatch(line -> line.startsWith("CV0501")
                            && line.contains("bans()")
                            && line.contains(ByIdentity.class.getName()));
        }
    }

    @Test
    void changingAnArrayLaterDoesNotChangeTheKey() throws Exception {
        int[] argument = {1, 2};
        core.request(() -> core.call(bans, argument, () -> "old"));
        argument[0] = 9;
        assertThat(core.request(() -> core.<String>call(bans, new int[] {1, 2}, () -> "new")))
                .isEqualTo("old");
        assertThat(core.request(() -> core.<String>call(bans, argument, () -> "new")))
                .isEqualTo("new");
    }

    @Test
    void aLookupDoesNotLoad() throws Exception {
        Object key = "x";
        assertThat(core.request(() -> core.engine.calls().find(bans, key))).isNull();
        database.write("x", 1);
        core.requestValue(bans, "x");
        assertThat(core.request(() -> core.engine.calls().find(bans, key)).value())
                .isEqualTo(1);
        assertThat(core.engine.calls().find(bans, key).value())
                .as("without a request")
                .isEqualTo(1);
        assertThat(bans.statistics().hits()).isEqualTo(2);
        database.down(true);
        assertThat(core.request(() -> core.engine.calls().find(bans, key))).isNull();
    }

    @Test
    void aPutIsVisibleToOtherRequests() throws Exception {
        Object key = new int[] {1};
        core.request(() -> put(bans, key, "value"));
        assertThat(core.engine.calls().find(bans, new int[] {1}).value()).isEqualTo("value");
        put(bans, "nobody", "knows its labels");
        assertThat(core.engine.calls().find(bans, "nobody")).isNull();
        CachedMethod noNulls = core.method("noNulls()", Core.options(Core.LOCK_TIMEOUT, false, null), false, "bans");
        core.request(() -> put(noNulls, key, null));
        assertThat(core.engine.calls().find(noNulls, key)).isNull();
        database.down(true);
        core.request(() -> put(bans, "no versions", 1));
        database.down(false);
        assertThat(core.engine.calls().find(bans, "no versions")).isNull();
    }

    /** An outermost call is not a request, so the library does not know the age of what its load puts. */
    @Test
    void aPutInALoadWithoutARequestIsNotKept() throws Exception {
        core.call(bans, "outer", () -> put(bans, "inner", 1));
        assertThat(core.engine.calls().find(bans, "inner")).isNull();
    }

    @Test
    void closingTheEngineClosesTheStore() {
        core.engine.close();
        assertThat(core.store.closed).isTrue();
    }

    private Object put(CachedMethod method, Object key, Object value) {
        core.engine.calls().put(method, value, key);
        return value;
    }

    private static final class ByIdentity {}
}
