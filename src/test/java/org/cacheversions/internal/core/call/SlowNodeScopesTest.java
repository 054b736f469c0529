package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.cacheversions.Scope;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node that reads nothing for so long that the journal has lost, or is too long for, what it has missed. */
class SlowNodeScopesTest {

    private final Database database = new Database("bans");
    private final Core slow = new Core(database, false);
    private final Core other = new Core(database, false);
    private final CachedMethod ofUser = slow.scopedMethod("ofUser(String)", "bans");

    private Object request(String user) throws Exception {
        return slow.requestValue(ofUser, user);
    }

    /** Up to the revision that it knows the next record is enough; 10,000 is the most that a node reads at once. */
    @ParameterizedTest
    @CsvSource({"10, 0, 1", "10, 1, 0", "10, 5, 0", "10, 10, 0", "9999, 0, 1", "10000, 0, 1", "10001, 0, 0"})
    void whatItCannotJudgeIsLoadedAnew(int missed, int prunedUpTo, int hits) throws Exception {
        other.scopedMethod("ofUser(String)", "bans");
        database.write("early", "old");
        database.write("kept", "old");
        request("early");
        request("kept");
        database.begin();
        database.write("early", "new");
        other.invalidate(Scope.of("bans", "early"));
        database.commit();
        for (int i = 1; i < missed; i++) {
            other.invalidate(Scope.of("bans", i));
        }
        database.prune(prunedUpTo);
        assertThat(request("early")).as("never stale").isEqualTo("new");
        assertThat(request("kept")).isEqualTo("old");
        assertThat(ofUser.statistics().hits()).isEqualTo(hits);
        other.invalidate(Scope.of("bans", "early"));
        request("kept");
        assertThat(ofUser.statistics().hits()).as("from then on as before").isEqualTo(hits + 1);
    }
}
