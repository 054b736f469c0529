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
 * Misses outside transactions: on each node one thread loads an entry, and the other threads that miss it wait for that
 * load. Thread-safe.
 */
final class SharedLoads {

    private final Loading loading;
    private final WaitGraph waits;
    private final StaleValues stale;

    SharedLoads(Loading loading, FaultPoint faults, StaleValues stale) {
        this.loading = loading;
        this.stale = stale;
        this.waits = new WaitGraph(faults);
    }

    /** Returns the value that this thread, or another one, has loaded. */
    @Nullable
    Object call(Miss miss, Load load) throws Exception {
        long deadline = System.nanoTime() + miss.plan().options().lockTimeout().toNanos();
        while (true) {
            Flight mine = new Flight();
            Flight other = miss.generation().flights().putIfAbsent(miss.key(), mine);
            if (other == null) {
                return lead(miss, load, mine);
            }
            if (!waits.await(other, deadline)) {
                miss.count();
                return loadOrStale(miss, load, mine);
            }
            CachedValue shared = other.result();
            if (shared != null && miss.accepts(shared)) {
                return miss.hit(shared);
            }
            CachedValue old = other.stale();
            if (old != null && StaleValues.mayServe(miss.context(), old)) {
                return StaleValues.serve(miss.context(), miss.plan(), old);
            }
        }
    }

    private @Nullable Object lead(Miss miss, Load load, Flight flight) throws Exception {
        Generation generation = miss.generation();
        boolean asynchronous = miss.plan().asynchronous();
        try {
            // an earlier load may have stored the entry since this thread missed it
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

    /** Loads an entry that is still being served, unless a load of it is in progress. */
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
            CachedValue old = stale.find(miss.context(), miss.generation(), miss.key(), e);
            if (old == null) {
                throw e;
            }
            flight.landStale(old);
            return StaleValues.serve(miss.context(), miss.plan(), old);
        }
    }

    private @Nullable Object loadAndStore(Miss miss, Load load, Flight flight) throws Exception {
        Loaded loaded = loading.run(miss, load);
        if (miss.plan().asynchronous()) {
            CachedValue going = StageCall.share(miss, loaded);
            flight.land(going);
            // even the first caller gets a copy, which it may complete or cancel without harm to the others
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
