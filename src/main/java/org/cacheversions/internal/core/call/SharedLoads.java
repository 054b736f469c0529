package org.cacheversions.internal.core.call;

import org.cacheversions.internal.core.call.Loading.Loaded;
import org.cacheversions.internal.core.entries.Flight;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.entries.PendingStage;
import org.cacheversions.internal.core.entries.WaitGraph;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;

/**
 * Misses outside of transactions: on a node one thread loads, those who miss the same entry meanwhile wait for it. Safe
 * for use by many threads.
 */
final class SharedLoads {

    private final Loading loading;
    private final WaitGraph control;
    private final StaleValues stale;

    SharedLoads(Loading loading, FaultPoint faults, StaleValues stale) {
        this.loading = loading;
        this.stale = stale;
        this.control = new WaitGraph(faults);
    }

    /** Answers what the load gives, this one or that of another thread. */
    @Nullable
    Object call(Miss miss, Load load) throws Exception {
        long deadline = System.nanoTime() + miss.plan().options().lockTimeout().toNanos();
        while (true) {
            Flight mine = new Flight();
            Flight other = miss.generation().flights().putIfAbsent(miss.key(), mine);
            if (other == null) {
                return lead(miss, load, mine);
            }
            if (!control.await(other, deadline)) {
                miss.count();
                return loadOrStale(miss, load, mine);
            }
            CachedValue shared = other.result();
            if (shared != null && miss.accepts(shared)) {
                return miss.hit(shared);
            }
            CachedValue passed = other.stale();
            if (passed != null && StaleValues.mayServe(miss.context(), passed)) {
                return StaleValues.serve(miss.context(), miss.plan(), passed);
            }
        }
    }

    private @Nullable Object lead(Miss miss, Load load, Flight flight) throws Exception {
        Generation generation = miss.generation();
        boolean asynchronous = miss.plan().asynchronous();
        try {
            // whoever led before may have stored it between our look and our take-off
            CachedValue found = asynchronous ? generation.get(miss.key()) : generation.claim(miss.key(), miss::accepts);
            if (found != null && miss.accepts(found)) {
                flight.land(found);
                return miss.hit(found);
            }
            miss.count();
            try {
                return loadOrStale(miss, load, flight);
            } finally {
                if (!asynchronous) {
                    generation.release(miss.key());
                }
            }
        } finally {
            generation.flights().remove(miss.key(), flight);
            flight.land(null);
        }
    }

    /** Computes an entry anew while the one that is there still serves; unless that is under way. */
    void renew(Miss miss, Load load) throws Exception {
        Generation generation = miss.generation();
        Flight flight = new Flight();
        if (generation.flights().putIfAbsent(miss.key(), flight) != null) {
            return;
        }
        try {
            CachedValue found = generation.claim(miss.key(), entry -> miss.accepts(entry) && !generation.isDue(entry));
            if (found != null) {
                flight.land(found);
                return;
            }
            try {
                loadAndStore(miss, load, flight);
            } finally {
                generation.release(miss.key());
            }
        } finally {
            generation.flights().remove(miss.key(), flight);
            flight.land(null);
        }
    }

    private @Nullable Object loadOrStale(Miss miss, Load load, Flight flight) throws Exception {
        try {
            return loadAndStore(miss, load, flight);
        } catch (Exception e) {
            CachedValue passed = stale.find(miss.context(), miss.generation(), miss.key(), e);
            if (passed == null) {
                throw e;
            }
            flight.landStale(passed);
            return StaleValues.serve(miss.context(), miss.plan(), passed);
        }
    }

    private @Nullable Object loadAndStore(Miss miss, Load load, Flight flight) throws Exception {
        Loaded loaded = loading.run(miss, load);
        if (miss.plan().asynchronous()) {
            CachedValue going = StageCall.share(miss, loaded);
            flight.land(going);
            // a copy even to the first caller: what he does to it must not become the value of all
            return going == null ? loaded.value() : PendingStage.stageOf(going.value());
        }
        CachedValue entry = loading.finish(miss, loaded);
        if (entry == null) {
            miss.context().taint();
        } else {
            flight.land(entry);
        }
        return loaded.value();
    }
}
