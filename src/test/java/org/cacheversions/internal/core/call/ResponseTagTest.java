package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.node.LogCapture;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the tag of a response depends on, and when there is none. */
class ResponseTagTest {

    private static final TagPolicy POLICY = policy(null);

    private final Core core = new Core("bans", "items");
    private final TestFacts facts = new TestFacts();

    private static TagPolicy policy(@Nullable Duration maxAge, String... vary) {
        return TagPolicy.of(List.of(vary), maxAge, TagPolicy.CACHE_CONTROL, false);
    }

    private static CachedMethod.Options options(@Nullable Duration timeToLive, @Nullable Duration staleOnError) {
        return new CachedMethod.Options(timeToLive, true, Core.LOCK_TIMEOUT, null, null, staleOnError, null, false);
    }

    private @Nullable ResponseTag begin(TagPolicy policy, String... caches) {
        VersionContexts contexts = core.engine.contexts();
        return contexts.tag(contexts.current(), new TreeSet<>(List.of(caches)), List.of(), policy);
    }

    /** Returns the tag of a response that depends on bans. */
    private @Nullable String tagOf(TagPolicy policy, Callable<?> page) throws Exception {
        VersionContext context = core.engine.contexts().pin();
        context.facts(facts);
        return core.in(context, () -> {
            ResponseTag tag = begin(policy, "bans");
            page.call();
            return tag == null ? null : tag.value();
        });
    }

    @Test
    void aStaleValueHasNoTag() throws Exception {
        CachedMethod patient = core.method("patient()", options(null, Duration.ofMinutes(5)), false, "bans");
        assertThat(tagOf(POLICY, () -> core.call(patient, "x", () -> 1))).isNotNull();
        core.invalidate("bans");
        assertThat(tagOf(
                        POLICY,
                        () -> core.call(patient, "x", () -> {
                            throw new IOException("on purpose");
                        })))
                .isNull();
    }

    @Test
    void aValueOfALaggingReplicaHasNoTag() throws Exception {
        CachedMethod bans = core.method("bans()", "bans");
        List<VersionRow> old = List.of(core.database.row("bans"));
        core.engine.calls().replica(() -> old);
        assertThat(tagOf(POLICY, () -> core.call(bans, "x", () -> 1))).isNotNull();
        core.invalidate("bans");
        assertThat(tagOf(POLICY, () -> core.call(bans, "x", () -> 1))).isNull();
    }

    /** Nobody knows whether the replica has replayed the labels. */
    @Test
    void aValueThatBypassesTheStoreIsNotTrustedToBeThatOfAReplica() throws Exception {
        CachedMethod bans = core.scopedMethod("bans()", "bans");
        Callable<?> page = () -> core.engine.calls().call(bans, new Object[] {null}, () -> 1);
        assertThat(tagOf(POLICY, page)).isNotNull();
        core.engine.calls().replica(() -> List.of(core.database.row("bans")));
        assertThat(tagOf(POLICY, page)).isNull();
    }

    @Test
    void noTagCountsBeforeTheTagIsBegun() throws Exception {
        VersionContext context = core.engine.contexts().pin();
        context.facts(facts);
        core.in(context, () -> {
            SnapshotVersions versions = new SnapshotVersions(context);
            assertThat(versions.etag("bans")).isPresent();
            versions.noTag();
            assertThat(begin(POLICY, "bans").value()).isNull();
            assertThat(versions.etag("bans")).isEmpty();
            return null;
        });
    }

    @Test
    void noTagCountsForEachTagOfTheResponse() throws Exception {
        assertThat(tagOf(POLICY, () -> {
                    begin(POLICY, "bans");
                    new SnapshotVersions(core.engine.contexts().current()).noTag();
                    return null;
                }))
                .isNull();
    }

    @Test
    void theOuterTagMustNameTheCachesOfTheInner() throws Exception {
        assertThat(tagOf(POLICY, () -> begin(POLICY, "bans"))).isNotNull();
        try (LogCapture log = new LogCapture()) {
            assertThat(tagOf(POLICY, () -> begin(POLICY, "items"))).isNull();
            assertThat(log.warnings()).singleElement(STRING).contains("CV0550", "'items'", "[bans]");
        }
        assertThat(tagOf(POLICY, () -> begin(POLICY, "missing"))).isNull();
    }

    @Test
    void aUserNamedNullIsNotNobody() throws Exception {
        String nobody = tagOf(policy(null, "user", "session"), () -> null);
        facts.user = "null";
        assertThat(tagOf(POLICY, () -> null)).isNotEqualTo(nobody);
        facts.user = null;
        facts.session = "null";
        assertThat(tagOf(POLICY, () -> null)).isNotEqualTo(nobody);
    }

    @Test
    void aUserWhoLogsInDuringTheRequestHasNoTag() throws Exception {
        assertThat(tagOf(POLICY, () -> facts.user = "ann")).isNull();
        assertThat(tagOf(POLICY, () -> facts.session = "2")).isNull();
        assertThat(tagOf(policy(null, "none"), () -> facts.user = "bob")).isNull();
    }

    @Test
    void sessionsOfOneUserHaveTagsOfTheirOwnByDefault() throws Exception {
        facts.user = "ann";
        String without = tagOf(POLICY, () -> null);
        facts.session = "1";
        String one = tagOf(POLICY, () -> null);
        String byUser = tagOf(policy(null, "user"), () -> null);
        facts.session = "2";
        String two = tagOf(POLICY, () -> null);
        assertThat(List.of(without, one, two)).doesNotHaveDuplicates();
        assertThat(tagOf(policy(null, "user"), () -> null)).isEqualTo(byUser);
    }

    @Test
    void withoutVaryingAllUsersHaveOneTag() throws Exception {
        facts.user = "ann";
        String ann = tagOf(policy(null, "none"), () -> null);
        facts.user = "bob";
        facts.session = "1";
        assertThat(tagOf(policy(null, "none"), () -> null)).isEqualTo(ann);
    }

    @Test
    void theTagChangesAtTheEndOfEachPeriod() throws Exception {
        TagPolicy hourly = policy(Duration.ofHours(1));
        facts.time = Instant.EPOCH.plus(Duration.ofHours(7));
        String tag = tagOf(hourly, () -> null);
        facts.time = facts.time.plus(Duration.ofMinutes(59));
        assertThat(tagOf(hourly, () -> null)).isEqualTo(tag);
        assertThat(tagOf(hourly, () -> facts.time = facts.time.plus(Duration.ofMinutes(1))))
                .as("of the beginning of the request")
                .isEqualTo(tag);
        assertThat(tagOf(hourly, () -> null)).isNotEqualTo(tag);
    }

    @Test
    void aTimeToLiveNeedsAMaximumAge() throws Exception {
        CachedMethod minute = core.method("minute()", options(Duration.ofMinutes(1), null), false, "bans");
        Callable<?> page = () -> core.call(minute, "x", () -> 1);
        try (LogCapture log = new LogCapture()) {
            assertThat(tagOf(POLICY, page)).isNull();
            assertThat(tagOf(POLICY, page)).as("of a hit").isNull();
            assertThat(tagOf(policy(Duration.ofSeconds(61)), page)).isNull();
            assertThat(tagOf(policy(Duration.ofMinutes(1)), page)).isNotNull();
            assertThat(log.warnings()).singleElement(STRING).contains("CV0551", "minute()", "PT1M");
        }
    }

    @Test
    void withoutARevisionThereIsNoTag() throws Exception {
        facts.revision = null;
        assertThat(tagOf(POLICY, () -> null)).isNull();
    }

    @Test
    void nodesAgreeOnTheTagOfAScope() throws Exception {
        Scope one = Scope.of("bans", 1);
        Core other = new Core(core.database, false);
        List.of(core, other).forEach(node -> node.scopedMethod("bans()", "bans"));
        core.invalidate(one); // nodes know labels from the oldest record on
        String tag = tagOf(core, one);
        core.invalidate(Scope.of("bans", 2));
        String later = tagOf(other, one);
        assertThat(later).isNotEqualTo(tag);
        assertThat(accepts(other, one, tag)).as("of an earlier revision").isTrue();
        assertThat(accepts(core, one, later)).as("of a later revision").isTrue();

        core.invalidate(one);
        assertThat(accepts(other, one, tag)).isFalse();
        assertThat(accepts(core, one, later)).isFalse();
    }

    @Test
    void aScopeOfAResponseNeedsNoCachedMethod() throws Exception {
        Scope one = Scope.of("bans", 1);
        String tag = tagOf(core, one);
        core.invalidate(Scope.of("bans", 2));
        tag = tagOf(core, one);
        core.invalidate(Scope.of("bans", 2));
        assertThat(accepts(core, one, tag)).isTrue();
        core.invalidate(one);
        assertThat(accepts(core, one, tag)).isFalse();
    }

    private String tagOf(Core node, Scope scope) throws Exception {
        return inRequest(node, scope, ResponseTag::value);
    }

    private boolean accepts(Core node, Scope scope, String tag) throws Exception {
        return inRequest(node, scope, current -> current.isAmong(List.of(tag)));
    }

    private <T> T inRequest(Core node, Scope scope, Function<ResponseTag, T> work) throws Exception {
        VersionContexts contexts = node.engine.contexts();
        VersionContext context = contexts.pin();
        context.facts(facts);
        return node.in(
                context,
                () -> work.apply(contexts.tag(context, Collections.emptySortedSet(), List.of(scope), policy(null))));
    }
}
