package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.junit.jupiter.api.Test;

/** The load of A calls the cached B, so an invalidation of B also invalidates A (4.3.8, {@code nested.pml}). */
class NestedCallTest {

    private final Core core = new Core("a", "b", "c");
    private final Database database = core.database;
    private final CachedMethod a = core.method("a()", "a");
    private final CachedMethod b = core.method("b()", "b");
    private final CachedMethod c = core.method("c()", "c");

    private Object loadA() throws Exception {
        return core.call(a, "x", () -> core.value(b, "x"));
    }

    private Object requestA() throws Exception {
        return core.request(this::loadA);
    }

    @Test
    void invalidatingTheInnerEntryInvalidatesTheOuter() throws Exception {
        database.write("x", 1);
        assertThat(requestA()).isEqualTo(1);
        database.write("x", 2);
        assertThat(requestA()).as("a hit").isEqualTo(1);
        core.invalidate("b");
        assertThat(requestA()).isEqualTo(2);
        core.invalidate("c");
        database.write("x", 3);
        assertThat(requestA()).as("a hit").isEqualTo(2);
        assertThat(a.statistics().hits()).isEqualTo(2);
    }

    @Test
    void aHitOnTheInnerEntryIsADependency() throws Exception {
        database.write("x", 1);
        core.requestValue(b, "x");
        assertThat(requestA()).isEqualTo(1);
        core.commit("x", 2, "b");
        assertThat(requestA()).isEqualTo(2);
    }

    @Test
    void dependenciesPassThroughSeveralLevels() throws Exception {
        CachedMethod top = core.method("top()", "c");
        database.write("x", 1);
        assertThat(core.request(() -> core.<Object>call(top, "x", this::loadA))).isEqualTo(1);
        core.commit("x", 2, "b");
        assertThat(core.request(() -> core.<Object>call(top, "x", this::loadA))).isEqualTo(2);
    }

    @Test
    void aHitPassesOnItsOwnDependencies() throws Exception {
        CachedMethod top = core.method("top()", "c");
        database.write("x", 1);
        requestA();
        assertThat(core.request(() -> core.<Object>call(top, "x", this::loadA))).isEqualTo(1);
        assertThat(a.statistics().hits()).isEqualTo(1);
        core.commit("x", 2, "b");
        assertThat(core.request(() -> core.<Object>call(top, "x", this::loadA))).isEqualTo(2);
    }

    @Test
    void allInnerCallsAreDependencies() throws Exception {
        for (String cache : new String[] {"b", "c"}) {
            database.write("x", cache);
            CachedMethod both = core.method("both of " + cache, "a");
            core.request(() -> core.call(both, "x", () -> "" + core.value(b, "x") + core.value(c, "x")));
            core.invalidate(cache);
            long misses = both.statistics().misses();
            core.request(() -> core.call(both, "x", () -> 1));
            assertThat(both.statistics().misses()).isEqualTo(misses + 1);
        }
    }

    @Test
    void aCallAfterTheLoadIsNotADependency() throws Exception {
        core.request(() -> {
            core.value(a, "y");
            return core.value(b, "y");
        });
        core.invalidate("b");
        core.requestValue(a, "y");
        assertThat(a.statistics().hits()).isEqualTo(1);
    }

    @Test
    void innerCallsOfTheSameCacheAreNotRecorded() throws Exception {
        core.request(() -> core.call(a, "outer", () -> core.value(a, "inner")));
        core.request(() -> {
            assertThat(core.engine.calls().find(a, "outer").reads()).isEmpty();
            return null;
        });
    }

    /** G4 applies to dependencies: the request has invalidated a cache that the entry depends on. */
    @Test
    void aRequestThatInvalidatedTheInnerBypassesTheOuter() throws Exception {
        database.write("x", 1);
        requestA();
        core.request(() -> {
            core.invalidate("b");
            database.write("x", 2);
            assertThat(loadA()).isEqualTo(2);
            assertThat(core.engine.calls().find(a, "x")).isNull();
            database.write("x", 3);
            assertThat(loadA()).isEqualTo(3);
            return null;
        });
        assertThat(requestA()).isEqualTo(3);
    }

    @Test
    void aBypassedInnerCallKeepsTheOuterUnstored() throws Exception {
        core.request(() -> {
            core.invalidate("b");
            return core.call(a, "y", () -> core.value(b, "y"));
        });
        core.request(() -> core.call(a, "y", () -> 1));
        assertThat(a.statistics().hits()).isZero();
    }

    @Test
    void aBypassTwoLevelsBelowKeepsTheOuterUnstored() throws Exception {
        core.request(() -> {
            core.invalidate("b");
            return core.call(a, "y", () -> core.call(c, "y", () -> core.value(b, "y")));
        });
        assertThat(core.store.size()).isZero();
    }

    @Test
    void anInnerCallOfAStoppedCacheKeepsTheOuterUnstored() throws Exception {
        core.requestValue(b, "x");
        database.stop("b");
        database.write("x", 1);
        assertThat(requestA()).isEqualTo(1);
        database.write("x", 2);
        assertThat(requestA()).isEqualTo(2);
    }

    @Test
    void anInnerCallOfAnUnknownCacheKeepsTheOuterUnstored() throws Exception {
        CachedMethod unknown = core.method("unknown()", "nobody");
        core.request(() -> core.call(a, "x", () -> {
            assertThatThrownBy(() -> core.value(unknown, "x")).hasMessageStartingWith("CV0103");
            return "without";
        }));
        assertThat(core.store.size()).isZero();
    }

    /** The outer load may have learned what a failed inner load has read. */
    @Test
    void aFailedInnerLoadIsADependency() throws Exception {
        core.request(() -> core.call(a, "x", () -> {
            assertThatThrownBy(() -> core.call(b, "x", () -> {
                        throw new IllegalStateException("none");
                    }))
                    .hasMessage("none");
            return "none";
        }));
        core.invalidate("b");
        assertThat(core.request(() -> core.<String>call(a, "x", () -> "some"))).isEqualTo("some");
    }

    @Test
    void aLookupInALoadIsADependency() throws Exception {
        database.write("x", 1);
        core.requestValue(b, "x");
        core.request(
                () -> core.call(a, "x", () -> core.engine.calls().find(b, "x").value()));
        core.invalidate("b");
        assertThat(core.request(() -> core.<Integer>call(a, "x", () -> 2))).isEqualTo(2);
    }

    /** A value that a load puts may depend on everything that the load has read. */
    @Test
    void aPutInALoadDependsOnEarlierReads() throws Exception {
        core.request(() -> core.call(a, "x", () -> {
            core.value(b, "x");
            core.engine.calls().put(c, "made of b", "x");
            return 1;
        }));
        assertThat(core.engine.calls().find(c, "x")).isNotNull();
        core.invalidate("b");
        assertThat(core.engine.calls().find(c, "x")).isNull();
    }

    @Test
    void aPutInALoadAfterABypassIsNotKept() throws Exception {
        core.request(() -> {
            core.invalidate("b");
            return core.call(a, "x", () -> {
                core.value(b, "x");
                core.engine.calls().put(c, "made of b", "x");
                return 1;
            });
        });
        assertThat(core.store.size()).isZero();
    }

    // with transactions

    @Test
    void theOuterIsStoredOnlyIfTheInnerTransactionCommits() throws Exception {
        core.request(() -> core.call(a, "x", () -> {
            database.begin();
            database.write("x", 1);
            Object value = core.value(b, "x");
            database.rollback();
            return value;
        }));
        assertThat(core.store.size()).isZero();
        core.request(() -> core.call(a, "x", () -> {
            database.begin();
            database.write("x", 1);
            Object value = core.value(b, "x");
            database.commit();
            return value;
        }));
        assertThat(core.store.size()).isEqualTo(2);
    }

    @Test
    void aDeferredInnerEntryDefersTheOuter() throws Exception {
        core.request(() -> core.call(a, "x", () -> {
            database.begin();
            database.write("x", 1);
            core.engine.calls().put(b, 1, "x");
            Object value = core.value(b, "x");
            assertThat(b.statistics().hits()).isEqualTo(1);
            database.rollback();
            return value;
        }));
        assertThat(core.store.size()).isZero();
    }

    @Test
    void aDeferredEntryTwoLevelsBelowDefersTheOuter() throws Exception {
        core.request(() -> core.call(
                a,
                "x",
                () -> core.call(c, "x", () -> {
                    database.begin();
                    database.write("x", 1);
                    Object value = core.value(b, "x");
                    database.rollback();
                    return value;
                })));
        assertThat(core.store.size()).isZero();
    }

    @Test
    void aRollbackOnlyTransactionKeepsTheOuterUnstored() throws Exception {
        core.request(() -> core.call(a, "x", () -> {
            database.begin();
            database.write("x", 1);
            database.rollbackOnly();
            Object value = core.value(b, "x");
            database.rollback();
            return value;
        }));
        assertThat(core.store.size()).isZero();
    }

    @Test
    void inOneTransactionOuterAndInnerAreDeferredTogether() throws Exception {
        database.write("x", 1);
        core.request(() -> {
            database.begin();
            loadA();
            database.commit();
            return null;
        });
        assertThat(core.store.size()).isEqualTo(2);
        core.commit("x", 2, "b");
        assertThat(requestA()).isEqualTo(2);
    }

    @Test
    void aDeferredOuterIsDroppedWhenTheInnerIsInvalidated() throws Exception {
        core.request(() -> {
            database.begin();
            loadA();
            core.invalidate("b");
            database.commit();
            return null;
        });
        assertThat(core.store.size()).isZero();
    }

    @Test
    void anOuterLoadWaitsForTheSeparateTransactionItUsed() throws Exception {
        core.request(() -> {
            database.begin();
            core.call(a, "x", () -> {
                Database.Transaction outer = database.suspend();
                database.begin();
                database.write("x", 1);
                Object value = core.value(b, "x");
                database.rollback();
                database.resume(outer);
                return value;
            });
            database.commit();
            return null;
        });
        assertThat(core.store.size()).isZero();
    }

    @Test
    void withLateLabelsTheOuterIsNotStored() throws Exception {
        database.begin();
        loadA();
        database.commit();
        assertThat(core.store.size()).isZero();
    }

    @Test
    void anInnerLoadThatLeavesATransactionOpenKeepsTheOuterUnstored() throws Exception {
        core.request(() -> core.call(a, "x", () -> {
            Object value = core.call(b, "x", () -> {
                database.begin();
                database.write("x", 1);
                return database.value("x");
            });
            database.rollback();
            return value;
        }));
        assertThat(core.store.size()).isZero();
    }

    /** Uncommitted data can also leave the transaction through an exception. */
    @Test
    void aFailedInnerLoadInATransactionKeepsTheOuterUnstored() throws Exception {
        core.request(() -> core.call(a, "x", () -> {
            database.begin();
            database.write("x", 1);
            try {
                return core.call(b, "x", () -> {
                    throw new IllegalStateException("" + core.value(c, "x"));
                });
            } catch (IllegalStateException e) {
                database.rollback();
                return e.getMessage();
            }
        }));
        assertThat(core.store.size()).isZero();
    }

    @Test
    void aFailedLevelBetweenKeepsTheOuterUnstored() throws Exception {
        core.request(() -> {
            core.invalidate("b");
            return core.call(a, "x", () -> {
                try {
                    return core.call(c, "x", () -> {
                        throw new IllegalStateException("" + core.value(b, "x"));
                    });
                } catch (IllegalStateException e) {
                    return e.getMessage();
                }
            });
        });
        core.request(() -> core.call(a, "y", () -> {
            try {
                return core.call(c, "y", () -> {
                    database.begin();
                    database.write("x", 1);
                    Object uncommitted = core.value(b, "x");
                    database.rollback();
                    throw new IllegalStateException("" + uncommitted);
                });
            } catch (IllegalStateException e) {
                return e.getMessage();
            }
        }));
        assertThat(core.store.size()).isZero();
    }

    @Test
    void inOneTransactionAFailedInnerLoadStillStoresTheOuter() throws Exception {
        core.request(() -> {
            database.begin();
            core.call(a, "x", () -> {
                try {
                    return core.call(b, "x", () -> {
                        throw new IllegalStateException("none");
                    });
                } catch (IllegalStateException e) {
                    return "none";
                }
            });
            database.commit();
            return null;
        });
        assertThat(core.store.size()).isEqualTo(1);
    }

    /** Neither is one that has committed the invalidation, which a hit would skip. */
    @Test
    void aLoadThatInvalidatedAndRolledBackIsNotStored() throws Exception {
        core.request(() -> core.call(a, "x", () -> {
            database.begin();
            database.write("x", 1);
            core.invalidate("a");
            Object value = database.value("x");
            database.rollback();
            return value;
        }));
        assertThat(core.store.size()).isZero();
        core.request(() -> core.call(a, "x", () -> {
            database.begin();
            database.write("x", 1);
            core.invalidate("b");
            Object value = database.value("x");
            database.commit();
            return value;
        }));
        assertThat(core.store.size()).as("another cache, committed").isZero();
    }

    /** A rollback-only transaction writes no versions, but the value was read in it. */
    @Test
    void aLoadThatInvalidatedInARollbackOnlyTransactionIsNotStored() throws Exception {
        core.request(() -> core.call(a, "x", () -> {
            database.begin();
            database.write("x", 1);
            database.rollbackOnly();
            core.invalidate("b");
            Object value = database.value("x");
            database.rollback();
            return value;
        }));
        assertThat(core.store.size()).isZero();
    }

    /** The transaction knows about its invalidation, although the request does not. */
    @Test
    void anotherRequestsInvalidationInTheTransactionKeepsItUnstored() throws Exception {
        VersionContext another = core.engine.contexts().pin();
        core.request(() -> core.call(a, "x", () -> {
            database.begin();
            Object value = core.call(b, "x", () -> {
                database.write("x", 1);
                core.in(another, () -> {
                    core.invalidate("b");
                    return null;
                });
                return database.value("x");
            });
            database.rollback();
            return value;
        }));
        assertThat(core.store.size()).isZero();
    }

    /** The load may depend on whether the entry was present. */
    @Test
    void aMissedLookupInALoadIsADependency() throws Exception {
        core.request(() -> core.call(a, "x", () -> {
            assertThat(core.engine.calls().find(b, "x")).isNull();
            return "none";
        }));
        core.invalidate("b");
        assertThat(core.request(() -> core.<String>call(a, "x", () -> "some"))).isEqualTo("some");
    }

    @Test
    void aFailedLookupInALoadKeepsItUnstored() throws Exception {
        core.request(() -> {
            core.invalidate("b");
            return core.call(a, "x", () -> "" + core.engine.calls().find(b, "x"));
        });
        assertThat(core.store.size()).isZero();
    }
}
