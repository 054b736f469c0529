package org.cacheversions.internal.core.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.junit.jupiter.api.Test;

/** Application transactions of which the library knows only whether they are active. */
class BoundTransactionTest {

    private final Core core = new Core("bans", "items");
    private final CachedMethod bans = core.method("bans()", "bans");
    private final CachedMethod items = core.method("items()", "items");
    private boolean active = true;

    @Test
    void valuesLoadedInABoundTransactionAreNotStored() throws Exception {
        try (BoundTransaction ignored = core.engine.registerTransaction(core.database.application(), () -> active)) {
            core.request(() -> core.call(bans, "x", () -> "uncommitted"));
            core.call(bans, "x", () -> "uncommitted");
            core.request(() -> {
                core.engine.calls().put(bans, "uncommitted", "x");
                return null;
            });
        }
        assertThat(core.store.size()).isZero();
        assertThat(core.<String>request(() -> core.call(bans, "x", () -> "committed")))
                .isEqualTo("committed");
        assertThat(core.store.size()).isOne();
    }

    /** The outer load, which began before the transaction, is not stored either. */
    @Test
    void aLoadThatReadsInABoundTransactionIsNotStored() throws Exception {
        core.request(() -> core.call(items, "outer", () -> {
            try (BoundTransaction ignored =
                    core.engine.registerTransaction(core.database.application(), () -> active)) {
                return core.call(bans, "x", () -> "uncommitted");
            }
        }));
        assertThat(core.store.size()).isZero();
    }

    @Test
    void aLoadThatLeavesItsBoundTransactionOpenIsNotStored() throws Exception {
        BoundTransaction[] begun = new BoundTransaction[1];
        core.request(() -> core.call(bans, "x", () -> {
            begun[0] = core.engine.registerTransaction(core.database.application(), () -> active);
            return "uncommitted";
        }));
        assertThat(core.store.size()).isZero();
        begun[0].close();
    }

    /** The library does not learn whether it was committed or rolled back. */
    @Test
    void aLoadThatEndsABoundTransactionIsNotStored() throws Exception {
        core.request(() -> core.call(bans, "x", () -> {
            try (BoundTransaction ignored =
                    core.engine.registerTransaction(core.database.application(), () -> active)) {
                active = false;
                return "rolled back";
            }
        }));
        assertThat(core.store.size()).isZero();
    }

    /** One registration may serve several transactions. */
    @Test
    void aLoadThatInvalidatesAndEndsItsTransactionIsNotStored() throws Exception {
        active = false;
        try (BoundTransaction transaction =
                core.engine.registerTransaction(core.database.application(), () -> active)) {
            core.request(() -> core.call(bans, "x", () -> {
                active = true;
                Invalidation pending = new Invalidation();
                core.engine.invalidator().markUncommitted(pending);
                pending.add(Targets.whole(List.of("bans")));
                pending.undo();
                active = false;
                return "rolled back";
            }));
        }
        assertThat(core.store.size()).isZero();
    }

    @Test
    void labelsReadInABoundTransactionAreLate() throws Exception {
        try (BoundTransaction ignored = core.engine.registerTransaction(core.database.application(), () -> active)) {
            VersionContext late = core.engine.contexts().pin();
            active = false;
            core.in(late, () -> core.call(bans, "x", () -> "older than the labels"));
        }
        assertThat(core.store.size()).isZero();
    }

    @Test
    void hitsAreServedInABoundTransaction() throws Exception {
        core.request(() -> core.call(bans, "x", () -> "committed"));
        try (BoundTransaction ignored = core.engine.registerTransaction(core.database.application(), () -> active)) {
            assertThat(core.<String>call(bans, "x", () -> "uncommitted")).isEqualTo("committed");
        }
    }

    @Test
    void withoutARequestItsInvalidationsAreBypassed() throws Exception {
        core.request(() -> core.call(bans, "x", () -> "before"));
        core.request(() -> core.call(items, "x", () -> "before"));
        Invalidation pending = new Invalidation();
        pending.add(Targets.whole(List.of("bans")));
        try (BoundTransaction transaction =
                core.engine.registerTransaction(core.database.application(), () -> active)) {
            transaction.pending(pending);
            assertThat(core.<String>call(bans, "x", () -> "own write")).isEqualTo("own write");
            assertThat(core.engine.calls().find(bans, "x")).isNull();
            assertThat(core.<String>call(items, "x", () -> "own write")).isEqualTo("before");
            transaction.pending(null);
            assertThat(core.<String>call(bans, "x", () -> "own write")).isEqualTo("before");
        }
    }

    @Test
    void anEndedOrClosedBoundTransactionHasNoEffect() throws Exception {
        Invalidation pending = new Invalidation();
        pending.add(Targets.whole(List.of("bans")));
        try (BoundTransaction ended = core.engine.registerTransaction(core.database.application(), () -> active);
                BoundTransaction closed = core.engine.registerTransaction(core.database.application(), () -> true)) {
            ended.pending(pending);
            closed.pending(pending);
            closed.close();
            active = false;
            core.call(bans, "x", () -> "committed");
            assertThat(core.store.size()).isOne();
        }
    }

    @Test
    void otherThreadsAreNotInTheBoundTransaction() throws Exception {
        try (BoundTransaction ignored = core.engine.registerTransaction(core.database.application(), () -> active);
                Threads threads = new Threads()) {
            threads.start(() -> core.call(bans, "x", () -> "committed")).result();
        }
        assertThat(core.store.size()).isOne();
    }

    @Test
    void theTransactionManagersTransactionTakesPrecedence() throws Exception {
        core.request(() -> {
            try (BoundTransaction ignored =
                    core.engine.registerTransaction(core.database.application(), () -> active)) {
                core.database.begin();
                core.value(bans, "x");
                core.database.commit();
            }
            return null;
        });
        assertThat(core.store.size()).isOne();
    }
}
