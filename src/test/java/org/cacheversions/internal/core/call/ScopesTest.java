package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.FakeClock;
import org.cacheversions.internal.core.ManualExecutor;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.coherence.NodeServices;
import org.cacheversions.internal.core.config.Coherence;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.VersionRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The invalidation of one scope concerns its entries and those without a scope. */
class ScopesTest {

    private static final Scope ONE = Scope.of("bans", 1);
    private static final Scope TWO = Scope.of("bans", 2);

    private final Database database = new Database("bans", "users");
    private final Core core = new Core(database, false);
    private final CachedMethod ofUser = core.scopedMethod("ofUser(int)", "bans");
    private final CachedMethod all = core.method("all()", "bans");
    private int loads;

    private int load(Core on, CachedMethod method, Object argument) throws Exception {
        return on.request(() -> on.<Integer>call(method, argument, () -> ++loads));
    }

    private int load(CachedMethod method, Object argument) throws Exception {
        return load(core, method, argument);
    }

    private void fill() throws Exception {
        load(ofUser, 1);
        load(ofUser, 2);
        load(all, "all");
        assertThat(loads).isEqualTo(3);
    }

    @Test
    void oneScopeLeavesTheOthers() throws Exception {
        fill();
        core.invalidate(ONE);
        long before = core.store.size();
        assertThat(load(ofUser, 1)).isEqualTo(4);
        assertThat(core.store.size()).as("the old entry was replaced").isEqualTo(before);
        assertThat(load(ofUser, 2)).as("another scope").isEqualTo(2);
        assertThat(load(all, "all")).as("depends on every scope").isEqualTo(5);
        assertThat(load(ofUser, 1)).isEqualTo(4);
    }

    @Test
    void theWholeCacheHasAllScopes() throws Exception {
        fill();
        core.invalidate("bans");
        assertThat(load(ofUser, 1)).isEqualTo(4);
        assertThat(load(ofUser, 2)).isEqualTo(5);
        core.invalidate(ONE);
        assertThat(load(ofUser, 2)).as("stored after the whole invalidation").isEqualTo(5);
    }

    @Test
    void anInvalidationWithoutARecordIsOfTheWholeCache() throws Exception {
        fill();
        core.invalidate(TWO);
        load(ofUser, 2);
        database.invalidate(new java.util.TreeSet<>(List.of("bans"))); // as an older version of the library does
        core.invalidate(TWO);
        assertThat(load(ofUser, 1)).isEqualTo(5);
    }

    @Test
    void aPrunedRecordIsOfTheWholeCache() throws Exception {
        fill();
        core.invalidate(TWO);
        database.prune(2);
        assertThat(load(ofUser, 1)).isEqualTo(4);
        core.invalidate(TWO);
        assertThat(load(ofUser, 1)).as("the end of the window was pruned, too").isEqualTo(5);
        core.invalidate(TWO);
        assertThat(load(ofUser, 1)).isEqualTo(5);
    }

    @Test
    void nothingNewCostsNothing() throws Exception {
        fill();
        core.invalidate(ONE);
        load(ofUser, 2);
        int before = database.journalReads();
        load(ofUser, 2);
        core.invalidate("users");
        load(ofUser, 2);
        assertThat(database.journalReads()).isEqualTo(before);
    }

    @Test
    void itCommitsWithItsTransaction() throws Exception {
        fill();
        core.request(() -> {
            database.begin();
            core.invalidate(ONE);
            try (Threads threads = new Threads()) {
                assertThat(threads.start(() -> load(ofUser, 1)).result())
                        .as("another request before the commit")
                        .isEqualTo(1);
            }
            database.rollback();
            return null;
        });
        assertThat(load(ofUser, 1)).isEqualTo(1);
        core.request(() -> {
            database.begin();
            core.invalidate(ONE, TWO);
            database.commit();
            return null;
        });
        assertThat(load(ofUser, 1)).isEqualTo(4);
        assertThat(load(ofUser, 2)).isEqualTo(5);
        assertThat(database.row("bans").revision()).as("one new version").isEqualTo(2);
    }

    @Test
    void theInvalidatingRequestBypassesItsScopeOnly() throws Exception {
        fill();
        core.request(() -> {
            core.invalidate(ONE);
            assertThat(core.<Integer>call(ofUser, 1, () -> 10)).isEqualTo(10);
            assertThat(core.<Integer>call(ofUser, 1, () -> 11)).isEqualTo(11);
            assertThat(core.<Integer>call(all, "all", () -> 12)).isEqualTo(12);
            assertThat(core.<Integer>call(ofUser, 2, () -> 13))
                    .as("another scope")
                    .isEqualTo(2);
            return null;
        });
        assertThat(load(ofUser, 1)).isEqualTo(4);
    }

    @Test
    void aSlowReaderStoresNothingUsable() throws Exception {
        core.request(() -> core.call(ofUser, 1, () -> {
            core.invalidate(ONE);
            return "from before";
        }));
        try (Threads threads = new Threads()) {
            CountDownLatch reading = new CountDownLatch(1);
            CountDownLatch invalidated = new CountDownLatch(1);
            var slow = threads.start(() -> core.request(() -> core.<Object>call(ofUser, 2, () -> {
                reading.countDown();
                invalidated.await();
                return "from before";
            })));
            reading.await();
            core.invalidate(TWO);
            invalidated.countDown();
            assertThat(slow.result()).isEqualTo("from before");
        }
        assertThat(load(ofUser, 1)).isEqualTo(1);
        assertThat(load(ofUser, 2)).isEqualTo(2);
    }

    @Test
    void aSlowReaderLeavesTheEntryOfANewerRequest() throws Exception {
        try (Threads threads = new Threads()) {
            CountDownLatch reading = new CountDownLatch(1);
            CountDownLatch stored = new CountDownLatch(1);
            var slow = threads.start(() -> core.request(() -> core.<Object>call(ofUser, 1, () -> {
                reading.countDown();
                stored.await();
                return "from before";
            })));
            reading.await();
            core.invalidate(ONE);
            core.request(() -> {
                core.engine.calls().put(ofUser, ++loads, 1);
                return null;
            });
            stored.countDown();
            assertThat(slow.result()).isEqualTo("from before");
        }
        assertThat(load(ofUser, 1)).as("stored by the newer request").isEqualTo(1);
        core.invalidate(TWO);
        assertThat(load(ofUser, 1)).isEqualTo(1);
        core.invalidate(ONE);
        assertThat(load(ofUser, 1)).isEqualTo(2);
    }

    @Test
    void aWaiterDoesNotUseTheValueOfALoadFromBeforeItsScope() throws Exception {
        for (boolean ofItsScope : new boolean[] {true, false}) {
            int user = ofItsScope ? 1 : 2;
            try (Threads threads = new Threads()) {
                CountDownLatch reading = new CountDownLatch(1);
                CountDownLatch end = new CountDownLatch(1);
                var slow = threads.start(() -> core.request(() -> core.<Object>call(ofUser, user, () -> {
                    reading.countDown();
                    end.await();
                    return "from before";
                })));
                reading.await();
                core.invalidate(ONE);
                var waiter = threads.start(() -> core.request(() -> core.<Object>call(ofUser, user, () -> "anew")));
                core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 1);
                end.countDown();
                assertThat(slow.result()).isEqualTo("from before");
                assertThat(waiter.result()).isEqualTo(ofItsScope ? "anew" : "from before");
            }
        }
    }

    @Test
    void aRefreshFromBeforeAnInvalidationOfItsScopeIsNotUsed() throws Exception {
        FakeClock clock = new FakeClock();
        clock.advanceWall(Duration.ofMillis(System.currentTimeMillis() - clock.wallMillis()));
        ManualExecutor background = new ManualExecutor();
        Core node = new Core(database, Coherence.STRICT, new NodeServices(clock, background, null));
        node.engine.calls().refreshExecutor(background);
        CachedMethod eager = node.scopedMethod(
                "eager(int)",
                new CachedMethod.Options(
                        Duration.ofMinutes(10),
                        true,
                        Core.LOCK_TIMEOUT,
                        null,
                        null,
                        null,
                        Duration.ofMinutes(2),
                        false),
                "bans");
        for (Scope invalidated : List.of(TWO, ONE)) {
            load(node, eager, 1);
            clock.advance(Duration.ofMinutes(9));
            int before = loads;
            node.request(() -> node.call(eager, 1, () -> {
                // while the refresh loads, by another request
                node.request(() -> {
                    node.invalidate(invalidated);
                    return null;
                });
                return ++loads;
            }));
            assertThat(loads).as("a hit").isEqualTo(before);
            background.runAll();
            assertThat(loads).as("the refresh").isEqualTo(before + 1);
            assertThat(load(node, eager, 1)).isEqualTo(invalidated == TWO ? before + 1 : before + 2);
        }
    }

    @Test
    void aStageIsNotSharedAfterItsScopeWasInvalidated() throws Exception {
        CachedMethod stages = core.scopedMethod(
                "stages(int)",
                new CachedMethod.Options(null, true, Core.LOCK_TIMEOUT, null, null, null, null, false),
                true,
                "bans");
        List<CompletableFuture<Object>> made = new ArrayList<>();
        Load load = () -> {
            made.add(new CompletableFuture<>());
            return made.get(made.size() - 1);
        };
        core.request(() -> core.call(stages, 1, load));
        core.request(() -> core.call(stages, 1, load));
        assertThat(made).as("shared").hasSize(1);
        core.invalidate(TWO);
        core.request(() -> core.call(stages, 1, load));
        assertThat(made).as("another scope").hasSize(1);
        core.invalidate(ONE);
        core.request(() -> core.call(stages, 1, load));
        assertThat(made).hasSize(2);
        made.get(0).complete("from before");
        assertThat(core.<CompletableFuture<Object>>request(() -> core.call(stages, 1, load)))
                .isNotDone();
        made.get(1).complete("anew");
        assertThat(core.<CompletableFuture<Object>>request(() -> core.call(stages, 1, load)))
                .isCompletedWithValue("anew");
        assertThat(made).hasSize(2);
    }

    @Test
    void anOuterEntryDependsOnTheScopesThatItUsed() throws Exception {
        CachedMethod page = core.method("page()", "users");
        for (int user = 1; user <= 2; user++) {
            int id = user;
            core.request(() -> core.call(page, id, () -> "page of " + core.call(ofUser, id, () -> ++loads)));
        }
        core.invalidate(ONE);
        assertThat(load(page, 1)).as("used the scope").isEqualTo(3);
        assertThat(core.request(() -> core.<Object>call(page, 2, () -> "anew"))).isEqualTo("page of 2");
        core.invalidate("bans");
        assertThat(core.request(() -> core.<Object>call(page, 2, () -> "anew"))).isEqualTo("anew");
    }

    @Test
    void anOuterEntryDependsOnAHitFromTheLabelOfItsOwnRequest() throws Exception {
        CachedMethod page = core.method("page()", "users");
        load(ofUser, 1);
        core.request(() -> core.call(page, 1, () -> "page of " + core.call(ofUser, 1, () -> ++loads)));
        core.invalidate(ONE);
        assertThat(core.request(() -> core.<Object>call(page, 1, () -> "anew"))).isEqualTo("anew");
    }

    @Test
    void manyScopesAreRecordedAsTheWholeCache() throws Exception {
        CachedMethod page = core.method("page()", "users");
        core.request(() -> core.call(page, "all", () -> {
            for (int user = 1; user <= 40; user++) {
                core.call(ofUser, user, () -> ++loads);
            }
            return "page";
        }));
        core.invalidate(Scope.of("bans", 99));
        assertThat(core.request(() -> core.<Object>call(page, "all", () -> "anew")))
                .isEqualTo("anew");
    }

    @Test
    void veryManyScopesInvalidateTheWholeCache() throws Exception {
        fill();
        core.request(() -> {
            database.begin();
            core.invalidate(IntStream.range(1_000, 2_001)
                    .mapToObj(id -> Scope.of("bans", id))
                    .toArray(Scope[]::new));
            database.commit();
            return null;
        });
        assertThat(load(ofUser, 1)).isEqualTo(4);
    }

    @Test
    void aNullScopeIsNotCached() throws Exception {
        CachedMethod nullable = core.scopedMethod("nullable(Integer)", "bans");
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            values.add(core.request(() -> {
                Object[] arguments = {null};
                return (Integer) core.engine.calls().call(nullable, arguments, () -> ++loads);
            }));
        }
        assertThat(values).containsExactly(1, 2);
        assertThat(core.store.size()).isZero();
    }

    @Test
    void aTransactionsValueIsStoredUnlessItsScopeWasInvalidatedInIt() throws Exception {
        core.request(() -> {
            database.begin();
            core.call(ofUser, 1, () -> ++loads);
            core.call(ofUser, 2, () -> ++loads);
            core.invalidate(ONE);
            database.commit();
            return null;
        });
        assertThat(load(ofUser, 1)).isEqualTo(3);
        assertThat(load(ofUser, 2)).isEqualTo(2);
    }

    @Test
    void aLateCommitLeavesTheEntryOfANewerRequest() throws Exception {
        core.request(() -> {
            database.begin();
            core.call(ofUser, 1, () -> "from before");
            try (Threads threads = new Threads()) {
                threads.start(() -> {
                            core.invalidate(ONE);
                            return core.request(() -> core.<Object>call(ofUser, 1, () -> "anew"));
                        })
                        .result();
            }
            database.commit();
            return null;
        });
        assertThat(core.request(() -> core.<Object>call(ofUser, 1, () -> "once more")))
                .isEqualTo("anew");
    }

    /** A database that has lost commits: their revisions are above all that any node will read for a while. */
    @ParameterizedTest
    @ValueSource(strings = {"outside a transaction", "in a transaction", "without a call"})
    void anEntryOfALostRevisionIsReplaced(String how) throws Exception {
        VersionRow kept = database.row("bans");
        core.invalidate(TWO);
        core.invalidate(TWO);
        load(ofUser, 1);
        database.replace(kept);
        core.request(() -> {
            if (how.equals("without a call")) {
                core.engine.calls().put(ofUser, ++loads, 1);
                return null;
            }
            if (how.equals("in a transaction")) {
                database.begin();
            }
            core.call(ofUser, 1, () -> ++loads);
            if (how.equals("in a transaction")) {
                database.commit();
            }
            return null;
        });
        assertThat(load(ofUser, 1)).isEqualTo(2);
    }

    private String key(Scope scope) throws Exception {
        return core.request(() -> new SnapshotVersions(core.engine.contexts().current()).key(scope, "menu"));
    }

    @Test
    void aKeyChangesWithItsScope() throws Exception {
        String one = key(ONE);
        String two = key(TWO);
        core.invalidate(ONE);
        assertThat(key(ONE)).startsWith("bans:=1:").endsWith(":menu").isNotEqualTo(one);
        assertThat(key(TWO)).isEqualTo(two);
        one = key(ONE);
        core.invalidate(TWO);
        assertThat(key(ONE)).isEqualTo(one);
        assertThat(key(TWO)).isNotEqualTo(two);
        two = key(TWO);
        core.invalidate("bans");
        assertThat(key(ONE)).isNotEqualTo(one);
        assertThat(key(TWO)).isNotEqualTo(two);
    }

    private String version(Scope scope) {
        return new SnapshotVersions(core.engine.contexts().current()).get(scope);
    }

    @Test
    void theVersionOfAScopeStaysTheSameInARequest() throws Exception {
        String first = core.request(() -> {
            String version = version(ONE);
            try (Threads threads = new Threads()) {
                threads.start(() -> {
                            core.invalidate(ONE);
                            return core.request(() -> version(ONE));
                        })
                        .result();
            }
            assertThat(version(ONE)).isEqualTo(version);
            return version;
        });
        String second = core.request(() -> version(ONE));
        assertThat(second).isNotEqualTo(first);
        core.invalidate(TWO);
        assertThat(core.request(() -> version(ONE))).isEqualTo(second);
    }

    @Test
    void aRequestThatHasInvalidatedAScopeGetsAKeyOfItsOwn() throws Exception {
        core.request(() -> {
            SnapshotVersions versions =
                    new SnapshotVersions(core.engine.contexts().current());
            String two = versions.key(TWO);
            String version = versions.get(ONE);
            core.invalidate(ONE);
            assertThat(versions.key(ONE)).contains(":own-").isNotEqualTo(versions.key(ONE));
            assertThat(versions.get(ONE)).isEqualTo(version);
            assertThat(versions.key(TWO)).isEqualTo(two);
            assertThat(versions.key("bans")).contains(":own-");
            return null;
        });
    }

    @Test
    void unsupportedScopesAreRefused() {
        assertThatThrownBy(() -> load(ofUser, 1.5)).hasMessageStartingWith("CV0612");
        assertThatThrownBy(() -> Scope.of("bans")).hasMessageStartingWith("CV0611");
        assertThatThrownBy(() -> Scope.of("bans", (Object) null)).hasMessageStartingWith("CV0612");
    }
}
