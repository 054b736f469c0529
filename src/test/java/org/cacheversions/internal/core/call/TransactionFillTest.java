package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeSet;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.Stops;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.Threads.Started;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.spi.FaultPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Entries loaded in a transaction: visible to others only after its commit (G2), and with the right labels. */
@Timeout(60)
class TransactionFillTest {

    private final Core core = new Core("bans", "items");
    private final Database database = core.database;
    private final CachedMethod bans = core.method("bans()", "bans");

    @Test
    void aCommitStoresTheValue() throws Exception {
        core.request(() -> {
            database.begin();
            database.write("x", 1);
            assertThat(core.<Integer>value(bans, "x")).isEqualTo(1);
            assertThat(core.store.size()).as("before commit").isZero();
            database.commit();
            return null;
        });
        assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(1);
        assertThat(bans.statistics().hits()).isEqualTo(1);
    }

    @Test
    void aRollbackDropsTheValue() throws Exception {
        core.request(() -> {
            database.begin();
            database.write("x", 1);
            assertThat(core.<Integer>value(bans, "x")).isEqualTo(1);
            database.rollback();
            assertThat(core.<Integer>value(bans, "x")).isNull();
            return null;
        });
        assertThat(core.<Integer>requestValue(bans, "x")).isNull();
    }

    @Test
    void anUnknownOutcomeDropsTheValueAndAnnouncesInvalidations() throws Exception {
        CachedMethod items = core.method("items()", "items");
        core.request(() -> {
            database.begin();
            core.value(items, "x");
            core.invalidate("bans");
            database.commitUnknown();
            return null;
        });
        assertThat(core.store.size()).isZero();
        assertThat(core.announced).containsExactly(new TreeSet<>(Set.of("bans")));
    }

    @Test
    void beforeTheCommitOnlyTheTransactionSeesTheValue() throws Exception {
        try (Threads threads = new Threads()) {
            core.request(() -> {
                database.begin();
                database.write("x", 1);
                core.value(bans, "x");
                database.write("x", 2);
                assertThat(core.<Integer>value(bans, "x")).as("its own entry").isEqualTo(1);
                Started<Integer> other = threads.start(() -> core.requestValue(bans, "x"));
                assertThat(other.result()).isNull();
                database.rollback();
                return null;
            });
        }
        assertThat(bans.statistics().hits()).isEqualTo(1);
    }

    @Test
    void anotherTransactionOfTheRequestDoesNotSeeTheValue() throws Exception {
        core.request(() -> {
            Database.Transaction outer = database.begin();
            database.write("x", 1);
            core.value(bans, "x");
            database.suspend();
            database.begin();
            assertThat(core.<Integer>value(bans, "x")).isNull();
            database.rollback();
            database.resume(outer);
            database.rollback();
            return null;
        });
        assertThat(core.store.size()).isZero();
    }

    @Test
    void aLaterInvalidationInTheTransactionDropsTheValue() throws Exception {
        core.request(() -> {
            database.begin();
            core.value(bans, "x");
            core.invalidate("bans");
            database.commit();
            return null;
        });
        assertThat(core.store.size()).isZero();
    }

    @Test
    void invalidatingAllInTheTransactionDropsTheValue() throws Exception {
        core.request(() -> {
            database.begin();
            core.value(bans, "x");
            core.engine.invalidator().invalidateAll();
            database.commit();
            return null;
        });
        assertThat(core.store.size()).isZero();
    }

    @Test
    void aRollbackOnlyTransactionStoresNothing() throws Exception {
        core.request(() -> {
            database.begin();
            database.write("x", 1);
            database.rollbackOnly();
            assertThat(core.<Integer>value(bans, "x")).isEqualTo(1);
            core.engine.calls().put(bans, 1, "y");
            assertThatThrownBy(database::commit).hasMessage("rolled back");
            return null;
        });
        assertThat(core.store.size()).isZero();
    }

    @Test
    void aFailedUpdateRollsBackAndStoresNothing() throws Exception {
        IllegalStateException refusal = new IllegalStateException("40001");
        core.request(() -> {
            database.begin();
            database.write("x", 1);
            core.value(bans, "x");
            core.invalidate("items");
            database.refuse(refusal);
            assertThatThrownBy(database::commit).isSameAs(refusal);
            return null;
        });
        assertThat(core.store.size()).isZero();
        assertThat(core.announced).isEmpty();
    }

    /** G5 for deferred entries. */
    @Test
    void anInvalidationBeforeTheCommitKeepsTheOldLabel() throws Exception {
        database.write("x", 1);
        try (Threads threads = new Threads()) {
            Stops.Stop stop = core.stops.next(FaultPoint.BEFORE_DEFERRED_STORE);
            Started<Integer> slow = threads.start(() -> core.request(() -> {
                database.begin();
                Integer value = core.value(bans, "x");
                database.commit();
                return value;
            }));
            stop.awaitArrival();
            core.commit("x", 2, "bans");
            stop.release();
            assertThat(slow.result()).isEqualTo(1);
        }
        assertThat(core.store.size()).isEqualTo(1);
        assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
    }

    @Test
    void deferredEntriesAreBounded() throws Exception {
        core.request(() -> {
            database.begin();
            for (int i = 0; i < 10_001; i++) {
                core.value(bans, "x" + i);
            }
            database.commit();
            return null;
        });
        core.request(() -> core.value(bans, "x0"));
        assertThat(bans.statistics().hits()).isEqualTo(1);
        core.request(() -> core.value(bans, "x10000"));
        assertThat(bans.statistics().misses()).isEqualTo(10_002);
    }

    @Test
    void aValueThatTheFilterMatchesIsNotDeferred() throws Exception {
        CachedMethod noNulls = core.method("noNulls()", Core.options(Core.LOCK_TIMEOUT, false, null), false, "bans");
        core.request(() -> {
            database.begin();
            core.value(noNulls, "x");
            core.engine.calls().put(noNulls, null, "y");
            database.commit();
            return null;
        });
        assertThat(core.store.size()).isZero();
    }

    @Test
    void aPutInATransactionWaitsForItsCommit() throws Exception {
        Object key = "x";
        core.request(() -> {
            database.begin();
            core.engine.calls().put(bans, 1, key);
            assertThat(core.store.size()).isZero();
            assertThat(core.<Integer>value(bans, "x")).isEqualTo(1);
            database.commit();
            return null;
        });
        assertThat(core.engine.calls().find(bans, key).value()).isEqualTo(1);
        core.request(() -> {
            database.begin();
            core.engine.calls().put(bans, 1, "y");
            database.rollback();
            return null;
        });
        assertThat(core.engine.calls().find(bans, "y")).isNull();
    }

    @Test
    void aHitInATransactionIsServed() throws Exception {
        database.write("x", 1);
        core.requestValue(bans, "x");
        core.request(() -> {
            database.begin();
            core.value(bans, "x");
            database.commit();
            return null;
        });
        assertThat(bans.statistics().hits()).isEqualTo(1);
    }

    /** The transaction sees old data and the labels are new, so nothing may be stored. */
    @Test
    void lateLabelsStoreNothing() throws Exception {
        database.write("x", 1);
        database.beginSnapshot();
        Database.Transaction old = database.suspend();
        core.commit("x", 2, "bans");
        database.resume(old);
        assertThat(core.<Integer>value(bans, "x")).as("without a request").isEqualTo(1);
        assertThat(core.<Integer>requestValue(bans, "x")).as("with a request").isEqualTo(1);
        core.request(() -> {
            core.engine.calls().put(bans, database.value("x"), "x");
            return null;
        });
        database.commit();
        assertThat(core.store.size()).isZero();
        assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
    }

    @Test
    void withLateLabelsAHitIsServed() throws Exception {
        core.requestValue(bans, "x");
        database.begin();
        core.value(bans, "x");
        database.commit();
        assertThat(bans.statistics().hits()).isEqualTo(1);
    }

    /** The labels were fixed before the transaction began, so its data is never older than the labels. */
    @Test
    void aTransactionBegunInTheLoadHasNoLateLabels() throws Exception {
        core.value(bans, "warm up");
        core.call(bans, "x", () -> {
            database.begin();
            Object value = core.value(bans, "inner");
            database.commit();
            return value;
        });
        assertThat(core.store.size()).isEqualTo(3);
    }

    @Test
    void aLoadThatLeavesATransactionOpenIsNotStored() throws Exception {
        core.request(() -> {
            core.call(bans, "x", () -> {
                database.begin();
                database.write("x", 1);
                return database.value("x");
            });
            database.rollback();
            return null;
        });
        assertThat(core.store.size()).isZero();
    }

    @Test
    void aLoadThatEndsItsCallersTransactionIsNotStored() throws Exception {
        core.request(() -> {
            database.begin();
            database.write("x", 1);
            core.call(bans, "x", () -> {
                Object value = database.value("x");
                database.rollback();
                return value;
            });
            return null;
        });
        assertThat(core.store.size()).isZero();
    }

    @Test
    void aSeparateTransactionStoresWhenItCommits() throws Exception {
        core.request(() -> {
            Database.Transaction outer = database.begin();
            core.value(bans, "outer");
            database.suspend();
            database.begin();
            database.write("inner", 1);
            core.value(bans, "inner");
            database.commit();
            assertThat(core.store.size()).isEqualTo(1);
            database.resume(outer);
            database.rollback();
            return null;
        });
        assertThat(core.store.size()).isEqualTo(1);
        assertThat(core.<Integer>requestValue(bans, "inner")).isEqualTo(1);
    }

    @Test
    void deferredEntriesAreReleasedWithTheTransaction() throws Exception {
        Database.Transaction[] transaction = new Database.Transaction[1];
        core.request(() -> {
            transaction[0] = database.begin();
            core.value(bans, "x");
            core.invalidate("items");
            database.commit();
            return null;
        });
        assertThat(transaction[0].releases()).isEqualTo(1);
    }

    /** A caller may still hold a value of that transaction and try to store it afterwards. */
    @Test
    void lateLabelsStayLateAfterTheTransaction() throws Exception {
        database.write("x", 1);
        database.beginSnapshot();
        Database.Transaction old = database.suspend();
        core.commit("x", 2, "bans");
        database.resume(old);
        core.request(() -> {
            Object held = database.value("x");
            database.commit();
            core.engine.calls().put(bans, held, "x");
            assertThat(core.<Integer>call(bans, "x", () -> held)).isEqualTo(1);
            return null;
        });
        assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
    }
}
