package org.cacheversions.internal.core.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.transaction.Invalidation;
import org.cacheversions.internal.core.transaction.Targets;
import org.cacheversions.spi.FaultPoint;
import org.junit.jupiter.api.Test;

/** The invalidations that a node lists: each of its own once, and those of another node. */
class SeenInvalidationsTest {

    private final Database database = new Database("bans", "items", "grants");
    private final Core core = new Core(database, false);
    private final Core other = new Core(database, false);

    SeenInvalidationsTest() throws Exception {
        core.scopedMethod("Grants.of", "grants");
        read();
    }

    private void read() {
        assertThat(catchThrowable(() -> core.request(() -> null))).isNull();
    }

    /** Returns the place, or "another node", with the caches and scopes of each, the newest first. */
    private List<String> seen() {
        return core.engine.figures().status().invalidations().stream()
                .map(each -> (each.places() == null ? "another node" : String.join(", ", each.places())) + ": "
                        + String.join(", ", each.caches()) + each.scopes())
                .toList();
    }

    @Test
    void ownOnesAndThoseOfAnotherNode() {
        core.invalidate("bans");
        other.invalidate("bans", "items");
        read();
        core.engine.invalidator().invalidate(Targets.whole(List.of("items")), "Items.add()");

        assertThat(seen())
                .containsExactly("Items.add(): items[]", "another node: bans, items[]", "CacheInvalidator: bans[]");
    }

    @Test
    void oneTransactionIsListedOnce() {
        database.begin();
        core.engine.invalidator().invalidate(Targets.whole(List.of("bans")), "Bans.add()");
        core.engine.invalidator().invalidate(Targets.whole(List.of("items", "bans")), "Items.add()");
        database.commit();
        read();
        database.begin();
        core.invalidate("bans");
        database.rollback();

        assertThat(seen()).containsExactly("Bans.add(), Items.add(): bans, items[]");
    }

    /** Other requests read the versions between the commit and the announcement. */
    @Test
    void anOwnOneThatIsReadBeforeItIsAnnounced() {
        other.invalidate("bans");
        read();
        core.stops.once(FaultPoint.AFTER_COMMIT, () -> {
            read();
            other.invalidate("bans");
            read();
        });
        core.commit("a", 1, "bans");

        assertThat(seen())
                .filteredOn(line -> line.startsWith("CacheInvalidator"))
                .containsExactly("CacheInvalidator: bans[]");
        assertThat(seen()).filteredOn(line -> line.startsWith("another")).hasSize(2);
    }

    /** A read that began before the commit does not show it. */
    @Test
    void anOwnOneThatIsAnnouncedBeforeItIsRead() {
        core.stops.once(FaultPoint.AFTER_READ, () -> core.invalidate("bans"));
        read();
        read();
        other.invalidate("bans");

        assertThat(seen()).containsExactly("another node: bans[]", "CacheInvalidator: bans[]");
    }

    /** As when an invalidator of a connection is closed before its commit. */
    @Test
    void anOwnOneThatIsAnnouncedBeforeItsCommit() {
        Invalidation invalidation = core.engine.invalidator().begin();
        for (int i = 0; i < 2; i++) {
            invalidation.add(Targets.whole(List.of("bans")));
            invalidation.written(List.of("bans"));
        }
        core.engine.invalidator().announce(invalidation);
        read();
        database.invalidate(new TreeSet<>(List.of("bans")));
        database.invalidate(new TreeSet<>(List.of("bans")));

        assertThat(seen()).containsExactly("CacheInvalidator: bans[]");
    }

    /** The announcement of one that may have committed takes nothing away from other nodes. */
    @Test
    void anOwnOneThatHasFailed() {
        other.invalidate("bans");
        read();
        database.refuse(new IllegalStateException("refused"));
        assertThat(catchThrowable(() -> core.invalidate("bans"))).hasMessage("refused");

        read();
        other.invalidate("bans");

        assertThat(seen()).filteredOn(line -> line.startsWith("another")).hasSize(2);
    }

    @Test
    void scopes() {
        core.invalidate(Scope.of("grants", 1), Scope.of("grants", "a", 2));
        other.invalidate(Scope.of("grants", 3));
        other.invalidate("bans");

        assertThat(seen())
                .containsExactly(
                        "another node: bans, grants[grants 3]", "CacheInvalidator: grants[grants 1, grants a:2]");
    }

    @Test
    void allCaches() {
        core.engine.invalidator().invalidateAll();
        read();
        other.engine.invalidator().invalidateAll();

        assertThat(seen())
                .containsExactly("another node: bans, grants, items[]", "CacheInvalidator: bans, grants, items[]");
    }

    @Test
    void theListIsBounded() {
        String longName = "x".repeat(1_000);
        core.invalidate(IntStream.range(0, 500)
                .mapToObj(i -> Scope.of("grants", longName, i))
                .toArray(Scope[]::new));
        SeenInvalidation first = core.engine.figures().status().invalidations().get(0);
        assertThat(first.scopes()).hasSize(21).allMatch(scope -> scope.length() <= 200);
        for (int i = 0; i < 150; i++) {
            core.engine.invalidator().invalidate(Targets.whole(List.of("bans")), longName + i);
        }
        List<SeenInvalidation> all = core.engine.figures().status().invalidations();
        assertThat(all).hasSize(100).allSatisfy(each -> assertThat(each.places().get(0))
                .hasSizeLessThanOrEqualTo(200));
    }
}
