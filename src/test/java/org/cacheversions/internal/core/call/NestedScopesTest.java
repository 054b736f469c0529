package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;
import org.junit.jupiter.api.Test;

/** What a load records of the scopes that it reads through other cached calls (rule 10 of scopes, {@code onerow.pml}). */
class NestedScopesTest {

    private static final Scope ONE = Scope.of("bans", 1);
    private static final Scope TWO = Scope.of("bans", 2);

    private final Database database = new Database("bans", "users", "menus");
    private final Core core = new Core(database, false);
    private final CachedMethod ofUser = core.scopedMethod("ofUser(int)", "bans");
    private final CachedMethod all = core.method("all()", "bans");
    private final CachedMethod page = core.method("page()", "users");

    /** Returns whether the entry of a method is loaded anew by the next request. */
    private boolean isAnew(CachedMethod method, Object argument) throws Exception {
        boolean[] loaded = new boolean[1];
        core.request(() -> core.call(method, argument, () -> {
            loaded[0] = true;
            return "anew";
        }));
        return loaded[0];
    }

    private Object ofUser(int user) throws Exception {
        return core.call(ofUser, user, () -> "user " + user);
    }

    private CachedValue entry(CachedMethod method, Object argument) {
        return core.store.regions().stream()
                .filter(region -> region.spec().id().equals(method.id()))
                .map(region -> region.get(EntryKey.of(argument)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anEntryOfAScopeThatHasReadOneWithoutAScopeRecordsTheLabel() throws Exception {
        CachedMethod profile = core.scopedMethod("profile(int)", "bans");
        for (int user = 1; user <= 2; user++) { // a miss and a hit of the inner entry
            int id = user;
            core.request(() -> core.call(profile, id, () -> core.call(all, "all", () -> "all")));
            assertThat(isAnew(profile, user)).isFalse();
        }
        core.invalidate(Scope.of("bans", 3));
        assertThat(isAnew(profile, 1)).as("it has read all scopes").isTrue();
        assertThat(isAnew(profile, 2)).isTrue();
        core.invalidate(Scope.of("bans", 3));
        assertThat(isAnew(profile, 1)).as("this time it has not").isFalse();
    }

    @Test
    void theLabelOfTheRequestIsRecordedNotThatOfTheEntry() throws Exception {
        core.request(() -> ofUser(1));
        core.invalidate(TWO);
        core.request(() -> core.call(page, "x", () -> ofUser(1)));
        assertThat(entry(ofUser, 1).stamps()).containsExactly(new ScopeStamp(rowAt(1), ONE.text()));
        assertThat(entry(page, "x").stamps()).containsExactly(new ScopeStamp(database.row("bans"), ONE.text()));
        assertThat(database.row("bans").revision()).isEqualTo(2);
    }

    private VersionRow rowAt(long revision) {
        return Objects.requireNonNull(
                core.engine.contexts().pin().view().windows().at("bans", revision));
    }

    /** The request has read data as old as its snapshot besides, so what it stores is no newer. */
    @Test
    void theLabelIsOlderThanThatOfAnEntryOfANewerRequest() throws Exception {
        VersionContext slow = core.engine.contexts().pin();
        long before = database.row("bans").revision();
        core.invalidate(TWO);
        core.invalidate(ONE);
        core.request(() -> ofUser(1));
        core.in(slow, () -> core.call(page, "slow", () -> ofUser(1)));
        assertThat(entry(ofUser, 1).stamps().get(0).label().revision()).isEqualTo(before + 2);
        assertThat(isAnew(page, "slow"))
                .as("the scope was invalidated after the snapshot of its request")
                .isTrue();
    }

    @Test
    void aHitPassesOnWhatItHasRead() throws Exception {
        CachedMethod top = core.method("top()", "menus");
        core.request(() -> core.call(page, "x", () -> ofUser(1)));
        core.request(() -> core.call(top, "x", () -> core.call(page, "x", () -> "not called")));
        core.invalidate(TWO);
        assertThat(isAnew(top, "x")).isFalse();
        core.invalidate(ONE);
        assertThat(isAnew(top, "x")).isTrue();
    }

    @Test
    void aLookupThatFindsNothingIsADependency() throws Exception {
        core.request(() -> core.call(page, "x", () -> {
            assertThat(core.engine.calls().find(ofUser, 1)).isNull();
            return "nobody";
        }));
        core.invalidate(TWO);
        assertThat(isAnew(page, "x")).isFalse();
        core.invalidate(ONE);
        assertThat(isAnew(page, "x")).isTrue();
    }

    @Test
    void thirtyTwoScopesAreRecordedOneByOneAndMoreAsTheWholeCache() throws Exception {
        for (int users : new int[] {32, 33}) {
            core.request(() -> core.call(page, users, () -> {
                for (int user = 1; user <= users; user++) {
                    ofUser(user);
                }
                return "page";
            }));
        }
        core.invalidate(Scope.of("bans", 99));
        assertThat(isAnew(page, 32)).isFalse();
        assertThat(isAnew(page, 33)).isTrue();
        core.invalidate(Scope.of("bans", 32));
        assertThat(isAnew(page, 32)).isTrue();
    }

    @Test
    void theScopesOfInnerLoadsCountTogether() throws Exception {
        CachedMethod part = core.method("part()", "menus");
        core.request(() -> core.call(page, "x", () -> {
            for (int i = 0; i < 2; i++) {
                int first = 20 * i;
                core.call(part, i, () -> {
                    for (int user = first; user < first + 20; user++) {
                        ofUser(user);
                    }
                    return "part";
                });
            }
            return "page";
        }));
        core.invalidate(Scope.of("bans", 99));
        assertThat(isAnew(part, 0)).as("20 scopes").isFalse();
        assertThat(isAnew(page, "x")).as("40 scopes").isTrue();
    }
}
