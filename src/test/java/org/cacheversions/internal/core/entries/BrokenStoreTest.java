package org.cacheversions.internal.core.entries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.TestStore;
import org.cacheversions.node.LogCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A failing store is a miss: counted, logged once per outage and harmless to the caller. */
class BrokenStoreTest {

    private final Core core = new Core("a");
    private final Database database = core.database;
    private final CachedMethod a = core.method("a()", "a");
    private final LogCapture log = new LogCapture();

    @AfterEach
    void end() {
        log.close();
    }

    enum Fault {
        OPEN(store -> store.opens = false),
        GET(store -> store.gets = false),
        PUT(store -> store.puts = false),
        GET_AND_PUT(store -> {
            store.gets = false;
            store.puts = false;
        });

        private final Consumer<TestStore> cause;

        Fault(Consumer<TestStore> cause) {
            this.cause = cause;
        }
    }

    private void repair() {
        core.store.opens = true;
        core.store.gets = true;
        core.store.puts = true;
        core.store.passes = true;
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenStoreIsBypassedReportedOnceAndRecovers(Fault fault) throws Exception {
        fault.cause.accept(core.store);
        for (int i = 0; i < 5; i++) {
            database.write("x", i);
            assertThat(core.<Integer>requestValue(a, "x")).isEqualTo(i);
        }
        assertThat(core.counts.storeFailures).hasValueGreaterThanOrEqualTo(5);
        assertThat(log.warnings()).hasSize(1).allMatch(line -> line.startsWith("CV0502") && line.contains("TestStore"));
        assertThat(a.statistics().misses()).isEqualTo(5);

        repair();
        core.requestValue(a, "x");
        core.requestValue(a, "x");
        assertThat(a.statistics().hits()).isPositive();
        assertThat(log.messages()).hasSize(2).anyMatch(line -> line.startsWith("CV0503"));

        fault.cause.accept(core.store);
        core.invalidate("a");
        core.requestValue(a, "x");
        assertThat(log.warnings()).as("another outage").hasSize(2);
    }

    @Test
    void aFailedPutAfterACommitAffectsNothingElse() throws Exception {
        core.store.puts = false;
        core.request(() -> {
            database.begin();
            core.value(a, "x");
            core.value(a, "y");
            database.commit();
            return null;
        });
        assertThat(core.counts.storeFailures).hasValue(2);
        assertThat(log.warnings()).hasSize(1);
    }

    @Test
    void aFailureToReleaseARegionDoesNotPreventReads() throws Exception {
        database.write("x", 1);
        core.requestValue(a, "x");
        core.store.passes = false;
        core.commit("x", 2, "a");
        assertThat(core.<Integer>requestValue(a, "x")).isEqualTo(2);
        core.requestValue(a, "x");
        assertThat(a.statistics().hits()).isEqualTo(1);
        assertThat(log.warnings()).hasSize(1).allMatch(line -> line.startsWith("CV0502"));
        assertThat(core.counts.storeFailures).hasValue(1);
    }
}
