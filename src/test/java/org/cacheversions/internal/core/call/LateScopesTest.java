package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.cacheversions.Scope;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.junit.jupiter.api.Test;

/** Scopes in transactions without a request, whose labels are late: their data may be older (rule 13 of scopes). */
class LateScopesTest {

    private static final Scope ONE = Scope.of("bans", "1");
    private static final Scope TWO = Scope.of("bans", "2");

    private final Database database = new Database("bans", "users");
    private final Core core = new Core(database, false);
    private final Core other = new Core(database, false);
    private final CachedMethod ofUser = core.scopedMethod("ofUser(String)", "bans");

    private void commitElsewhere(Object value, Scope scope) {
        database.begin();
        database.write(scope.text().substring(1), value);
        other.invalidate(scope);
        database.commit();
    }

    @Test
    void oldDataIsNotStoredUnderANewerStamp() throws Exception {
        core.requestValue(ofUser, "2");
        database.write("1", "old");
        database.beginSnapshot();
        Database.Transaction old = database.suspend();
        commitElsewhere("new", ONE);
        core.requestValue(ofUser, "2"); // the node knows the invalidation
        database.resume(old);
        long before = core.store.size();
        assertThat(core.<Object>value(ofUser, "1")).as("without a request").isEqualTo("old");
        assertThat(core.<Object>requestValue(ofUser, "1")).as("with a request").isEqualTo("old");
        core.request(() -> {
            core.engine.calls().put(ofUser, "old", "1");
            return null;
        });
        database.commit();
        assertThat(core.store.size()).isEqualTo(before);
        assertThat(core.<Object>requestValue(ofUser, "1")).isEqualTo("new");
    }

    @Test
    void anEntryOfAnotherScopeIsServed() throws Exception {
        core.requestValue(ofUser, "1");
        core.requestValue(ofUser, "2");
        commitElsewhere("new", ONE);
        core.request(() -> null); // the node knows the invalidation
        database.begin();
        assertThat(core.<Object>value(ofUser, "1")).isEqualTo("new");
        assertThat(core.<Object>value(ofUser, "2")).isNull();
        database.commit();
        assertThat(ofUser.statistics().hits()).as("of the other scope").isEqualTo(1);
        assertThat(core.<Object>requestValue(ofUser, "1")).isEqualTo("new");
        assertThat(ofUser.statistics().hits()).as("nothing was stored").isEqualTo(1);
    }

    /** The transaction has read a row whose journal this node has not read. */
    @Test
    void nothingIsServedThatTheNodeCannotJudge() throws Exception {
        core.requestValue(ofUser, "1");
        core.requestValue(ofUser, "2");
        commitElsewhere("new", ONE);
        database.begin();
        assertThat(core.<Object>value(ofUser, "1")).isEqualTo("new");
        assertThat(core.<Object>value(ofUser, "2")).isNull();
        database.commit();
        assertThat(ofUser.statistics().hits()).isZero();
        core.requestValue(ofUser, "2");
        assertThat(ofUser.statistics().hits()).as("once it knows the journal").isEqualTo(1);
    }

    /** A snapshot that the window does not go back to. */
    @Test
    void nothingIsServedInASnapshotBeforeTheWindow() throws Exception {
        core.requestValue(ofUser, "1");
        database.beginSnapshot();
        Database.Transaction old = database.suspend();
        other.invalidate("bans");
        core.requestValue(ofUser, "1");
        database.resume(old);
        core.value(ofUser, "1");
        database.commit();
        assertThat(ofUser.statistics().hits()).isZero();
    }

    @Test
    void whatTheTransactionItselfHasInvalidatedIsBypassed() throws Exception {
        core.requestValue(ofUser, "1");
        core.requestValue(ofUser, "2");
        database.begin();
        database.write("1", "own");
        core.invalidate(ONE);
        assertThat(core.<Object>value(ofUser, "1")).isEqualTo("own");
        core.value(ofUser, "2");
        assertThat(ofUser.statistics().hits()).as("another scope").isEqualTo(1);
        database.rollback();
        assertThat(core.<Object>requestValue(ofUser, "1")).isNull();
        assertThat(ofUser.statistics().hits()).isEqualTo(2);
        core.invalidate(TWO);
    }
}
