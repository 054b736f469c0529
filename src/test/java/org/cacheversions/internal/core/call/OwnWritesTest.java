package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.transaction.Invalidation;
import org.cacheversions.internal.core.transaction.Targets;
import org.cacheversions.node.LogCapture;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.VersionRow;
import org.junit.jupiter.api.Test;

/** G4: a request that invalidates a cache bypasses it from then on and stores nothing in it. */
class OwnWritesTest {

    private final Core core = new Core("bans", "items");
    private final Database database = core.database;
    private final CachedMethod bans = core.method("bans()", "bans");
    private final CachedMethod items = core.method("items()", "items");

    @Test
    void bypassesUntilTheEndOfTheRequest() throws Exception {
        database.write("x", 1);
        core.requestValue(bans, "x");
        core.request(() -> {
            database.begin();
            core.invalidate("bans");
            database.write("x", 2);
            assertThat(core.<Integer>value(bans, "x")).as("in the transaction").isEqualTo(2);
            database.commit();
            assertThat(core.<Integer>value(bans, "x")).as("after commit").isEqualTo(2);
            database.write("x", 3); // by another request
            assertThat(core.<Integer>value(bans, "x"))
                    .as("loaded, not looked up")
                    .isEqualTo(3);
            return null;
        });
        assertThat(bans.statistics().bypasses()).isEqualTo(3);
        assertThat(core.store.size()).as("only the first entry").isEqualTo(1);
    }

    @Test
    void otherCachesStayCachedInTheRequest() throws Exception {
        core.requestValue(items, "x");
        core.request(() -> {
            core.invalidate("bans");
            return core.value(items, "x");
        });
        assertThat(items.statistics().hits()).isEqualTo(1);
    }

    @Test
    void withoutATransactionTheRequestBypassesAndOthersReload() throws Exception {
        database.write("x", 1);
        core.requestValue(bans, "x");
        long revision = database.row("bans").revision();
        core.request(() -> {
            core.invalidate("bans");
            assertThat(database.row("bans").revision()).isEqualTo(revision + 1);
            database.write("x", 2);
            assertThat(core.<Integer>value(bans, "x")).isEqualTo(2);
            return null;
        });
        assertThat(core.announced).hasSize(1);
        assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
    }

    @Test
    void afterARollbackTheRequestUsesTheCacheAgain() throws Exception {
        database.write("x", 1);
        core.requestValue(bans, "x");
        core.request(() -> {
            database.begin();
            core.invalidate("bans");
            database.write("x", 2);
            assertThat(core.<Integer>value(bans, "x")).isEqualTo(2);
            database.rollback();
            assertThat(core.<Integer>value(bans, "x")).isEqualTo(1);
            return null;
        });
        assertThat(bans.statistics().hits()).isEqualTo(1);
        assertThat(core.announced).isEmpty();
    }

    @Test
    void aRollbackOnlyTransactionMayInvalidate() throws Exception {
        database.write("x", 1);
        core.requestValue(bans, "x");
        core.request(() -> {
            database.begin();
            database.write("x", 2);
            database.rollbackOnly();
            core.invalidate("bans");
            assertThat(core.<Integer>value(bans, "x")).isEqualTo(2);
            database.rollback();
            return null;
        });
        assertThat(database.updates()).isEmpty();
    }

    /** Also if the transaction already holds deferred entries. */
    @Test
    void aTransactionMarkedForRollbackIsForgottenAfterwards() throws Exception {
        database.write("x", 1);
        core.requestValue(bans, "x");
        core.request(() -> {
            database.begin();
            core.value(bans, "y");
            database.write("x", 2);
            database.rollbackOnly();
            core.invalidate("bans");
            assertThat(core.<Integer>value(bans, "x")).as("its own write").isEqualTo(2);
            database.rollback();
            assertThat(core.<Integer>value(bans, "x")).isEqualTo(1);
            return null;
        });
        assertThat(bans.statistics().hits()).as("after the rollback").isEqualTo(1);
        assertThat(database.updates()).isEmpty();
        assertThat(core.announced).isEmpty();
    }

    @Test
    void withoutARequestARollbackOnlyTransactionMayInvalidate() throws Exception {
        database.write("x", 1);
        core.requestValue(bans, "x");
        database.begin();
        core.invalidate("items");
        database.write("x", 2);
        database.rollbackOnly();
        core.engine.invalidator().invalidateAll();
        assertThat(core.<Integer>value(bans, "x")).isEqualTo(2);
        database.rollback();
        assertThat(core.<Integer>value(bans, "x")).isEqualTo(1);
    }

    @Test
    void invalidatingAllBypassesAll() throws Exception {
        core.requestValue(bans, "x");
        core.requestValue(items, "x");
        core.request(() -> {
            core.engine.invalidator().invalidateAll();
            core.value(bans, "x");
            return core.value(items, "x");
        });
        assertThat(bans.statistics().bypasses()).isEqualTo(1);
        assertThat(items.statistics().bypasses()).isEqualTo(1);
        assertThat(core.announced).containsExactly(new TreeSet<>(Set.of("bans", "items")));
    }

    @Test
    void bypassesLookupsAndPuts() throws Exception {
        Object key = "x";
        core.requestValue(bans, "x");
        core.request(() -> {
            core.invalidate("bans");
            assertThat(core.engine.calls().find(bans, key)).isNull();
            core.engine.calls().put(bans, 1, "y");
            return null;
        });
        assertThat(core.engine.calls().find(bans, "y")).isNull();
        assertThat(core.store.size()).isEqualTo(1);
    }

    @Test
    void invalidatingDuringALoadKeepsItUnstored() throws Exception {
        core.request(() -> core.call(bans, "x", () -> {
            core.invalidate("bans");
            return 1;
        }));
        database.begin();
        core.request(() -> core.call(bans, "y", () -> {
            core.invalidate("bans");
            return 1;
        }));
        database.commit();
        assertThat(core.store.size()).isZero();
    }

    @Test
    void aSeparateTransactionInvalidatesForTheWholeRequest() throws Exception {
        database.write("x", 1);
        core.requestValue(bans, "x");
        core.request(() -> {
            database.begin();
            Database.Transaction outer = database.suspend();
            core.commit("x", 2, "bans");
            database.resume(outer);
            assertThat(core.<Integer>value(bans, "x")).isEqualTo(2);
            database.commit();
            assertThat(core.<Integer>value(bans, "x")).isEqualTo(2);
            return null;
        });
        assertThat(core.store.size()).isEqualTo(1);
    }

    /** {@code request.pml} without AFTER under SI: the outer transaction still sees the earlier data. */
    @Test
    void afterASeparateTransactionTheOuterStoresNothing() throws Exception {
        database.write("x", 1);
        core.request(() -> {
            Database.Transaction outer = database.beginSnapshot();
            assertThat(database.value("x")).isEqualTo(1);
            database.suspend();
            core.commit("x", 2, "bans");
            database.resume(outer);
            assertThat(core.<Integer>value(bans, "x"))
                    .as("what this transaction sees")
                    .isEqualTo(1);
            database.commit();
            assertThat(core.<Integer>value(bans, "x")).isEqualTo(2);
            return null;
        });
        assertThat(core.store.size()).isZero();
        assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
    }

    @Test
    void aSeparateRollbackChangesNothingForTheOuterTransaction() throws Exception {
        database.write("x", 1);
        core.requestValue(bans, "x");
        core.request(() -> {
            database.begin();
            core.invalidate("items");
            Database.Transaction outer = database.suspend();
            database.begin();
            core.invalidate("bans");
            database.rollback();
            database.resume(outer);
            core.value(bans, "x");
            core.value(items, "x");
            database.commit();
            return null;
        });
        assertThat(bans.statistics().hits()).isEqualTo(1);
        assertThat(items.statistics().bypasses()).isEqualTo(1);
        assertThat(core.announced).containsExactly(new TreeSet<>(Set.of("items")));
    }

    /** Without a request, the transaction remembers its invalidations. */
    @Test
    void withoutARequestTheTransactionBypasses() throws Exception {
        database.write("x", 1);
        core.requestValue(bans, "x");
        database.begin();
        core.invalidate("bans");
        database.write("x", 2);
        assertThat(core.<Integer>value(bans, "x")).isEqualTo(2);
        CachedValue found = core.engine.calls().find(bans, "x");
        assertThat(found).as("looked up").isNull();
        database.rollback();
        assertThat(core.<Integer>value(bans, "x")).isEqualTo(1);
    }

    /** A request that is dispatched within a transaction takes part in it. */
    @Test
    void aRequestStartedInATransactionBypassesItsInvalidations() throws Exception {
        database.write("x", 1);
        core.requestValue(bans, "x");
        database.begin();
        core.invalidate("bans");
        database.write("x", 2);
        assertThat(core.<Integer>requestValue(bans, "x")).isEqualTo(2);
        database.rollback();
    }

    /** As of a batch: each hit would otherwise look at each of them. */
    @Test
    void thousandsOfInvalidationsAreKeptAsAFew() throws Exception {
        VersionContext context = core.engine.contexts().pin();
        Invalidation open = new Invalidation();
        open.add(Targets.whole(List.of("open")));
        Invalidation undone = new Invalidation();
        undone.add(Targets.whole(List.of("undone")));
        context.invalidated(open);
        context.invalidated(undone);
        undone.undo();
        for (int i = 0; i < 40_000; i++) {
            Invalidation one = new Invalidation();
            one.add(Targets.whole(List.of("cache" + i % 3)));
            one.settle();
            context.invalidated(one);
        }
        assertThat(context.separateInvalidations()).isLessThan(20);
        assertThat(context.hasInvalidated(rows("cache2"))).isTrue();
        assertThat(context.hasInvalidated(rows("open"))).isTrue();
        assertThat(context.hasInvalidated(rows("undone"))).isFalse();
        assertThat(context.hasInvalidated(rows("other"))).isFalse();
        open.undo();
        assertThat(context.hasInvalidated(rows("open"))).isFalse();
    }

    private static List<VersionRow> rows(String cache) {
        return List.of(new VersionRow(cache, 1, "Ab3dE5gH"));
    }

    @Test
    void theValueOfALoadThatInvalidatesAnotherCacheIsNotStored() throws Exception {
        AtomicInteger writes = new AtomicInteger();
        List<Load> loads = List.of(
                () -> {
                    core.invalidate("items");
                    return writes.incrementAndGet();
                },
                () -> {
                    database.begin();
                    core.invalidate("items");
                    database.commit();
                    return writes.incrementAndGet();
                },
                () -> core.call(core.method("inner()", "bans"), "x", () -> {
                    core.invalidate("items");
                    return writes.incrementAndGet();
                }));
        for (Load load : loads) {
            try (LogCapture log = new LogCapture()) {
                int before = writes.get();
                CachedMethod writing = core.method("writing" + before + "()", "bans");
                core.request(() -> core.call(writing, "x", load));
                core.request(() -> core.call(writing, "x", load));
                assertThat(writes).as("a hit would not write").hasValue(before + 2);
                assertThat(core.request(() -> core.<Object>call(writing, "x", () -> "creates nothing")))
                        .isEqualTo(core.request(() -> core.<Object>call(writing, "x", () -> "a hit")));
                assertThat(log.warnings()).hasSize(1).allMatch(line -> line.startsWith("CV0522"));
            }
        }
    }
}
