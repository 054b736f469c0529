package org.cacheversions.internal.core.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.FakeClock;
import org.cacheversions.internal.core.ManualExecutor;
import org.cacheversions.internal.core.coherence.NodeServices;
import org.cacheversions.internal.core.config.Coherence;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.junit.jupiter.api.Test;

/** The status of a node, with a clock that the test sets. */
class NodeStatusTest {

    private final FakeClock clock = new FakeClock();
    private final ManualExecutor background = new ManualExecutor();
    private final Core core = new Core(
            new Database("bans", "topics", "unused"),
            new Coherence(Coherence.Mode.BOUNDED, Duration.ofSeconds(1)),
            new NodeServices(clock, background, null));
    private final CachedMethod bans = core.method("Bans.find", "bans");
    private final CachedMethod both = core.method("Topics.visible", "bans", "topics");

    private NodeStatus.OfCache cache(String name) {
        return core.engine.figures().status().caches().stream()
                .filter(cache -> cache.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void cachesSumTheMethodsThatDependOnThem() throws Exception {
        core.database.write("a", 1);
        core.requestValue(bans, "a");
        core.requestValue(bans, "a");
        core.requestValue(bans, "a");
        core.requestValue(both, "a");

        CacheStats ofBans = cache("bans").figures();
        assertThat(ofBans.hits()).isEqualTo(2);
        assertThat(ofBans.misses()).isEqualTo(2);
        assertThat(ofBans.loads()).isEqualTo(2);
        assertThat(ofBans.entries()).isEqualTo(2);
        assertThat(ofBans.hitRatio()).hasValue(0.5);
        assertThat(ofBans.savedNanos()).isEqualTo(2 * bans.statistics().loadNanos());
        assertThat(cache("topics").figures().hitRatio()).hasValue(0);
        assertThat(cache("unused").figures().hitRatio()).isEqualTo(OptionalDouble.empty());
        NodeStatus status = core.engine.figures().status();
        assertThat(status.total().misses()).as("each method once").isEqualTo(2);
        assertThat(status.methodsOf("bans"))
                .extracting(NodeStatus.OfMethod::name)
                .containsExactly("Bans.find", "Topics.visible");
        assertThat(status.methodsOf("unused")).isEmpty();
    }

    @Test
    void theCostliestMethods() {
        for (int i = 0; i < 25; i++) {
            core.method("M" + i + ".find", "bans").statistics().loaded(1_000 * (i + 1));
        }
        bans.statistics().loadFailed(900_000);
        bans.statistics().loaded(100_000);
        assertThat(cache("bans").figures().lostNanos()).isEqualTo(1_000_000 + 1_000 * 25 * 26 / 2);
        assertThat(core.engine.figures().status().costliest())
                .extracting(NodeStatus.OfMethod::name)
                .hasSize(20)
                .startsWith("Bans.find", "M24.find", "M23.find")
                .doesNotContain("Topics.visible");
    }

    @Test
    void aFailedLoadIsCountedButNotPartOfTheMean() {
        assertThatThrownBy(() -> core.request(() -> core.call(bans, "a", () -> {
                    throw new IllegalStateException("on purpose");
                })))
                .hasMessage("on purpose");

        CacheStats figures = cache("bans").figures();
        assertThat(figures.loads()).isEqualTo(1);
        assertThat(figures.failures()).isEqualTo(1);
        assertThat(figures.times().mean()).isZero();
    }

    @Test
    void aCacheWithoutARowIsShown() throws Exception {
        core.method("Lost.find", "lost");

        assertThat(cache("lost").row()).isNull();
        assertThat(cache("bans").row()).isNotNull();
    }

    @Test
    void minutesHoldTheirCountsAndInvalidations() throws Exception {
        core.requestValue(bans, "a");
        core.requestValue(bans, "a");
        clock.advance(Duration.ofMinutes(2));
        core.invalidate("bans");
        core.requestValue(bans, "a");
        core.requestValue(both, "a");

        List<Minute> minutes = core.engine.figures().status().minutes();

        assertThat(minutes).extracting(Minute::loads).containsExactly(1L, 0L, 2L);
        assertThat(minutes).extracting(Minute::hits).containsExactly(1L, 0L, 0L);
        assertThat(minutes).extracting(Minute::misses).containsExactly(1L, 0L, 2L);
        assertThat(minutes)
                .extracting(Minute::invalidated)
                .containsExactly(
                        java.util.Collections.emptySortedMap(),
                        java.util.Collections.emptySortedMap(),
                        new java.util.TreeMap<>(Map.of("bans", 1L)));
        assertThat(cache("topics").minutes()).extracting(Minute::loads).containsExactly(0L, 0L, 1L);
        assertThat(cache("topics").minutes())
                .allMatch(minute -> minute.invalidated().isEmpty());
    }

    @Test
    void historyHoldsSixtyMinutesUpToNow() throws Exception {
        for (int i = 0; i < 100; i++) {
            core.requestValue(bans, "key " + i);
            clock.advance(Duration.ofMinutes(1));
        }

        List<Minute> minutes = core.engine.figures().status().minutes();

        assertThat(minutes).hasSize(60);
        assertThat(minutes.get(59).start().toEpochMilli()).isEqualTo(clock.wallMillis() / 60_000 * 60_000);
        assertThat(minutes.subList(0, 59)).allMatch(minute -> minute.loads() == 1);
        assertThat(minutes.get(59).loads()).isZero();
    }

    @Test
    void anIdleNodeShowsOnlyTheLastHour() throws Exception {
        core.requestValue(bans, "a");
        clock.advance(Duration.ofHours(3));

        assertThat(core.engine.figures().status().minutes())
                .singleElement()
                .satisfies(minute -> assertThat(minute.loads()).isZero());
    }

    @Test
    void settingTheClockBackBreaksNothing() throws Exception {
        core.requestValue(bans, "a");
        clock.advanceWall(Duration.ofMinutes(-10));
        core.requestValue(bans, "b");

        assertThat(core.engine.figures().status().minutes())
                .singleElement()
                .satisfies(minute -> assertThat(minute.loads()).isEqualTo(2));
    }

    @Test
    void duringAnOutageTheLastReadVersionsAreShown() throws Exception {
        core.requestValue(bans, "a");
        core.database.down(true);

        NodeStatus status = core.engine.figures().status();

        assertThat(status.current()).isFalse();
        assertThat(status.caches()).hasSize(3).allMatch(cache -> cache.row() != null);
        assertThat(status.total().loads()).isEqualTo(1);
    }
}
