package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.cacheversions.Scope;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request that has invalidated a scope bypasses what depends on it, and nothing else (G4, rule 9 of scopes). */
class OwnScopesTest {

    private static final Scope ONE = Scope.of("bans", 1);

    private final Database database = new Database("bans", "users");
    private final Core core = new Core(database, false);
    private final CachedMethod ofUser = core.scopedMethod("ofUser(int)", "bans");
    private final CachedMethod all = core.method("all()", "bans");
    private final CachedMethod page = core.method("page(int)", "users");
    private final CachedMethod profile = core.scopedMethod("profile(int)", "users");
    private int loads;

    private boolean isAnew(CachedMethod method, int user) throws Exception {
        int before = loads;
        core.call(method, user, () -> ++loads);
        return loads > before;
    }

    private boolean pageIsAnew(CachedMethod outer, int user) throws Exception {
        int before = loads;
        core.call(outer, user, () -> {
            core.call(ofUser, user, () -> 0);
            return ++loads;
        });
        return loads > before;
    }

    @BeforeEach
    void fill() throws Exception {
        core.request(() -> {
            for (int user = 1; user <= 2; user++) {
                pageIsAnew(page, user);
                pageIsAnew(profile, user);
            }
            return isAnew(all, 0);
        });
    }

    private void assertBypassesOnlyWhatDependsOnOne() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(isAnew(ofUser, 1)).isTrue();
            assertThat(isAnew(ofUser, 2)).isFalse();
            assertThat(isAnew(all, 0)).as("without a scope").isTrue();
            assertThat(pageIsAnew(page, 1)).as("has recorded it").isTrue();
            assertThat(pageIsAnew(page, 2)).as("has recorded another one").isFalse();
            assertThat(pageIsAnew(profile, 1)).isTrue();
            assertThat(pageIsAnew(profile, 2)).isFalse();
        }
    }

    @Test
    void whatHasRecordedTheScopeIsBypassedUntilTheEndOfTheRequest() throws Exception {
        core.request(() -> {
            database.begin();
            core.invalidate(ONE);
            assertBypassesOnlyWhatDependsOnOne();
            database.commit();
            assertBypassesOnlyWhatDependsOnOne();
            return null;
        });
        core.request(() -> {
            assertThat(pageIsAnew(page, 1)).as("another request").isTrue();
            assertThat(pageIsAnew(page, 1)).isFalse();
            return null;
        });
    }

    @Test
    void afterARollbackAllAreUsedAgain() throws Exception {
        core.request(() -> {
            database.begin();
            core.invalidate(ONE);
            database.rollback();
            assertThat(isAnew(ofUser, 1)).isFalse();
            assertThat(isAnew(all, 0)).isFalse();
            assertThat(pageIsAnew(page, 1)).isFalse();
            return null;
        });
    }

    @Test
    void withoutARequestTheTransactionBypasses() throws Exception {
        database.begin();
        core.invalidate(ONE);
        assertBypassesOnlyWhatDependsOnOne();
        database.commit();
    }

    @Test
    void deferredEntriesThatHaveRecordedTheScopeAreNotStored() throws Exception {
        core.invalidate("bans");
        core.request(() -> {
            database.begin();
            for (int user = 1; user <= 2; user++) {
                pageIsAnew(page, user);
                pageIsAnew(profile, user);
            }
            isAnew(all, 0);
            assertThat(pageIsAnew(page, 1)).as("its own value").isFalse();
            core.invalidate(ONE);
            assertThat(pageIsAnew(page, 1)).as("not its own value of before").isTrue();
            assertThat(isAnew(ofUser, 1)).isTrue();
            assertThat(pageIsAnew(page, 2)).isFalse();
            database.commit();
            return null;
        });
        core.request(() -> {
            assertThat(isAnew(ofUser, 1)).isTrue();
            assertThat(isAnew(ofUser, 2)).isFalse();
            assertThat(isAnew(all, 0)).isTrue();
            assertThat(pageIsAnew(page, 1)).isTrue();
            assertThat(pageIsAnew(page, 2)).isFalse();
            assertThat(pageIsAnew(profile, 1)).isTrue();
            assertThat(pageIsAnew(profile, 2)).isFalse();
            return null;
        });
    }

    @Test
    void aPutOfTheScopeIsIgnoredAndThatOfAnotherStored() throws Exception {
        core.request(() -> {
            core.invalidate(ONE);
            core.engine.calls().put(ofUser, "uncertain", 1);
            core.engine.calls().put(ofUser, "new", 2);
            assertThat(core.engine.calls().find(ofUser, 1)).isNull();
            assertThat(core.engine.calls().find(ofUser, 2).value()).isEqualTo("new");
            return null;
        });
        core.request(() -> {
            assertThat(core.engine.calls().find(ofUser, 1)).isNull();
            return null;
        });
    }
}
