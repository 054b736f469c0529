package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.cacheversions.VersionedCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cached calls without a request in a transaction that began before, as in timers and message-driven beans. */
class EarlierTransactionTest {

    private TestNode node;
    private Ticks ticks;

    private void start(Unit unit) {
        node = TestNode.start(unit, ItemService.class, Ticks.class, Timer.class);
        ticks = node.bean(Ticks.class);
        node.request(() -> null); // reads the versions once
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private int loadsInTwoTransactions(ToIntFunction<Ticks> call) {
        for (int i = 0; i < 2; i++) {
            node.bean(Timer.class).tick(() -> call.applyAsInt(ticks));
        }
        return ticks.loads();
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void methodsThatRunApartFromItStore(Unit unit) {
        start(unit);
        assertThat(loadsInTwoTransactions(Ticks::inNewTransaction)).isOne();
        assertThat(loadsInTwoTransactions(Ticks::outsideTransactions)).isOne();
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void methodsThatRunInItStoreNothingAndSayWhy(Unit unit) {
        start(unit);
        try (LogCapture log = new LogCapture()) {
            assertThat(loadsInTwoTransactions(Ticks::inTransaction)).isEqualTo(2);
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0541"))
                    .singleElement()
                    .asString()
                    .contains("Ticks.inTransaction()", "REQUIRES_NEW", "NOT_SUPPORTED");
        }
    }

    /** Cached methods of each kind. */
    @ApplicationScoped
    static class Ticks {

        private final AtomicInteger loads = new AtomicInteger();

        public int loads() {
            return loads.getAndSet(0);
        }

        @Transactional(Transactional.TxType.REQUIRES_NEW)
        @VersionedCache("items")
        public int inNewTransaction() {
            return loads.incrementAndGet();
        }

        @Transactional(Transactional.TxType.NOT_SUPPORTED)
        @VersionedCache("items")
        public int outsideTransactions() {
            return loads.incrementAndGet();
        }

        @Transactional
        @VersionedCache("items")
        public int inTransaction() {
            return loads.incrementAndGet();
        }
    }

    /** Begins a transaction, as the container does for a timer. */
    @ApplicationScoped
    static class Timer {

        @Transactional
        public void tick(Runnable work) {
            work.run();
        }
    }
}
