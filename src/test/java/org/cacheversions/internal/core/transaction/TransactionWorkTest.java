package org.cacheversions.internal.core.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.node.LogCapture;
import org.cacheversions.spi.FaultPoint;
import org.junit.jupiter.api.Test;

/** What a transaction writes to the versions table, and when. */
class TransactionWorkTest {

    private final Core core = new Core("bans", "items");
    private final Database database = core.database;

    private long bans() {
        return database.row("bans").revision();
    }

    private long items() {
        return database.row("items").revision();
    }

    @Test
    void versionsAreWrittenOnceInOrderBeforeTheCommit() throws Exception {
        database.begin();
        core.invalidate("items", "bans");
        core.invalidate("bans");
        assertThat(database.updates()).as("nothing is locked yet").isEmpty();
        database.commit();
        assertThat(database.updates()).containsExactly("bans", "items");
        assertThat(bans()).isEqualTo(2);
        core.stops.awaitReached(FaultPoint.BEFORE_UPDATE, 1);
        core.stops.awaitReached(FaultPoint.AFTER_UPDATE, 1);
        core.stops.awaitReached(FaultPoint.AFTER_COMMIT, 1);
    }

    @Test
    void invalidatingAllIsOneUpdate() {
        database.begin();
        core.invalidate("bans");
        core.engine.invalidator().invalidateAll();
        database.commit();
        assertThat(database.updates()).containsExactly("all");
        assertThat(bans()).isEqualTo(2);
        assertThat(items()).isEqualTo(2);
    }

    /** A flush in a completion callback may still invalidate through an entity's listener. */
    @Test
    void invalidationsDuringCompletionAreWritten() {
        core.stops.once(FaultPoint.AFTER_UPDATE, () -> {
            core.invalidate("bans");
            core.invalidate("items", "bans");
        });
        database.begin();
        core.invalidate("bans");
        database.commit();
        assertThat(database.updates()).containsExactly("bans", "items");
        assertThat(items()).isEqualTo(2);
    }

    @Test
    void invalidatingAllDuringCompletionIsWritten() {
        core.stops.once(FaultPoint.AFTER_UPDATE, () -> {
            core.engine.invalidator().invalidateAll();
            core.invalidate("items");
        });
        database.begin();
        core.invalidate("bans");
        database.commit();
        assertThat(database.updates()).containsExactly("bans", "all");
        assertThat(items()).isEqualTo(2);
    }

    /** The versions could not be read when the cache was named, so the name was not checked then. */
    @Test
    void anUnknownNameFailsTheTransaction() {
        database.begin();
        database.down(true);
        core.invalidate("bans", "nobody");
        database.down(false);
        assertThatThrownBy(database::commit)
                .isInstanceOf(UnknownCacheException.class)
                .hasMessageContaining("'nobody'");
        assertThat(bans()).as("rolled back").isEqualTo(1);
    }

    @Test
    void anUnknownNameDuringCompletionFailsTheTransaction() {
        core.stops.once(FaultPoint.AFTER_UPDATE, () -> {
            database.whenRead(() -> {
                throw new IllegalStateException("the versions can't be read");
            });
            core.invalidate("nobody");
        });
        database.begin();
        core.invalidate("bans");
        assertThatThrownBy(database::commit).isInstanceOf(UnknownCacheException.class);
        assertThat(bans()).as("rolled back").isEqualTo(1);
    }

    @Test
    void namesKnownToTheRequestCostNoRead() throws Exception {
        core.request(() -> {
            int reads = database.reads();
            database.begin();
            core.invalidate("bans");
            database.commit();
            assertThat(database.reads()).isEqualTo(reads);
            return null;
        });
    }

    /** A source that writes outside the transaction publishes then, such as the versions for tests. */
    /** Callers may hold all connections of the pool. */
    @Test
    void namesKnownToTheNodeCostNoReadWithoutARequest() throws Exception {
        core.request(() -> null);
        int reads = database.reads();
        database.begin();
        core.invalidate("bans");
        database.commit();
        assertThat(database.reads()).isEqualTo(reads);
        assertThatThrownBy(() -> core.invalidate("nobody")).hasMessageStartingWith("CV0103");
    }

    @Test
    void possibleCommitsAreAnnouncedAndRollbacksAreNot() {
        Database.Transaction committed = database.begin();
        core.invalidate("bans");
        database.commit();
        Database.Transaction rolledBack = database.begin();
        core.invalidate("bans");
        database.rollback();
        Database.Transaction unknown = database.begin();
        core.invalidate("bans");
        database.commitUnknown();
        assertThat(committed.commits()).isOne();
        assertThat(rolledBack.commits()).isZero();
        assertThat(unknown.commits()).isOne();
    }

    @Test
    void aStoppedCacheIsReportedAndOthersAreWritten() throws Exception {
        try (LogCapture log = new LogCapture()) {
            core.request(() -> {
                database.begin();
                core.invalidate("bans", "items");
                database.stop("items");
                database.commit();
                return null;
            });
            assertThat(log.warnings()).hasSize(1).allMatch(line -> line.startsWith("CV0105"));
        }
        assertThat(bans()).isEqualTo(2);
    }

    @Test
    void versionsWrittenAfterTheCommitAreReported() {
        database.resourceLocal();
        try (LogCapture log = new LogCapture()) {
            database.begin();
            core.invalidate("bans");
            database.rollback();
            assertThat(bans()).as("rolled back").isEqualTo(1);

            database.begin();
            core.invalidate("bans");
            database.commit();
            assertThat(bans()).isEqualTo(2);
            assertThat(items()).as("not named").isEqualTo(1);

            database.begin();
            core.engine.invalidator().invalidateAll();
            database.commit();
            assertThat(items()).isEqualTo(2);
            assertThat(log.warnings()).hasSize(1).allMatch(line -> line.startsWith("CV0308"));
        }
        assertThat(core.announced).hasSize(2);
    }

    @Test
    void aListenerThatAlwaysFailsIsReportedOnce() {
        Announcer announcer = new Announcer(
                () -> {
                    throw new AssertionError();
                },
                (targets, writes, origin) -> {},
                List.of(caches -> {
                    throw new IllegalStateException("on purpose");
                }),
                new Warnings());
        Invalidation invalidation = new Invalidation();
        invalidation.add(Targets.whole(List.of("bans")));
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 100; i++) {
                announcer.announce(invalidation);
            }
            assertThat(log.warnings()).hasSize(1).allMatch(line -> line.startsWith("CV0601"));
        }
    }

    @Test
    void aFailedWriteAfterTheCommitIsReported() {
        database.resourceLocal();
        database.begin();
        core.invalidate("bans");
        database.down(true);
        try (LogCapture log = new LogCapture()) {
            database.commit();
            assertThat(log.warnings()).hasSize(1).allMatch(line -> line.startsWith("CV0601"));
        }
    }
}
