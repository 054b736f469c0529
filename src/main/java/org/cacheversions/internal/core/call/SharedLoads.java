package org.cacheversions.internal.core.call;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import org.cacheversions.internal.core.call.Loading.Loaded;
import org.cacheversions.internal.core.entries.Flight;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.entries.PendingStage;
import org.cacheversions.internal.core.entries.WaitGraph;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;

/**
 * Misses outside transactions: on each node one thread loads an entry, and the other threads that miss it wait for that
 * load. They all get the same from it:
 *
 * <ul>
 *   <li>a value, if it may be shared;
 *   <li>the exception, if a value would have been shareable: it answers this key as a value does, and an overloaded
 *       backend would only suffer if each thread loaded again, one after the other or all at once;
 *   <li>nothing, if only its caller may use the value: then each thread loads at once, and no thread waits for a load of
 *       this key until one has given a value that may be shared;
 *   <li>nothing, if it takes longer than the lock timeout: then one thread loads too, once per timeout, and the others
 *       wait for whichever load ends first.
 * </ul>
 *
 * <p>Thread-safe.
 */
final class SharedLoads {

    /** The value of a flight whose load has failed. */
    private record Failure(Exception exception) {}

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
        Rerun rerun = miss.context().rerun();
        if (rerun != null) {
            return again(miss, load, rerun);
        }
        long patience = miss.method().options().lockTimeout().toNanos();
        ConcurrentMap<EntryKey, Flight> flights = miss.generation().flights();
        while (!miss.context().isLate() && !miss.generation().isUnshared(miss.key())) {
            Flight mine = new Flight();
            Flight other = flights.putIfAbsent(miss.key(), mine);
            if (other == null) {
                return lead(miss, load, mine);
            }
            WaitGraph.End end = waits.await(other, other.deadline(patience));
            if (end == WaitGraph.End.REFUSED || other.landing() == Flight.Landing.UNSHARED) {
                break;
            }
            if (end == WaitGraph.End.TIMED_OUT) {
                Flight later = new Flight(); // its time begins now
                if (flights.replace(miss.key(), other, later)) {
                    other.succeededBy(later);
                    return takeOver(miss, load, later);
                }
                continue;
            }
            CachedValue shared = other.result();
            if (shared != null && shared.value() instanceof Failure failure) {
                if (miss.context().accepts(shared)) {
                    miss.context().failed(miss, shared);
                    return staleOr(miss, failure.exception);
                }
            } else if (shared != null && miss.accepts(shared)) {
                return miss.hit(shared);
            }
        }
        miss.count();
        return loadAndStore(miss, load, new Flight());
    }

    /** Loads below a verification, which must not use what other threads have loaded. */
    private @Nullable Object again(Miss miss, Load load, Rerun rerun) throws Exception {
        CachedValue own = rerun.find(null, miss);
        if (own != null) {
            return miss.hit(own);
        }
        Loaded loaded = run(miss, load, new Flight());
        Object value = loaded.get();
        if (!(value instanceof CompletionStage) && loading.finish(miss, loaded) == null) {
            miss.context().taint();
        }
        return value;
    }

    private @Nullable Object lead(Miss miss, Load load, Flight flight) throws Exception {
        Generation generation = miss.generation();
        boolean asynchronous = miss.method().asynchronous();
        try {
            // an earlier load may have stored the entry since this thread missed it
            CachedValue found = asynchronous ? generation.get(miss.key()) : generation.claim(miss.key(), miss::accepts);
            if (found != null && miss.accepts(found)) {
                flight.land(found);
                return miss.hit(found);
            }
            miss.count();
            try {
                return loadAndStore(miss, load, flight);
            } finally {
                if (!asynchronous) {
                    generation.release(miss.key());
                }
            }
        } finally {
            end(miss, flight);
        }
    }

    /** Loads while another thread's load of the same entry takes too long. That one has claimed the entry. */
    private @Nullable Object takeOver(Miss miss, Load load, Flight flight) throws Exception {
        try {
            miss.count();
            return loadAndStore(miss, load, flight);
        } finally {
            end(miss, flight);
        }
    }

    private static void end(Miss miss, Flight flight) {
        miss.generation().flights().remove(miss.key(), flight);
        flight.land(Flight.Landing.UNSHARED); // unless it has landed otherwise
        if (flight.landing() == Flight.Landing.UNSHARED) {
            miss.generation().shared(miss.key(), false); // also after an error or a failure that nobody else may get
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
            end(miss, flight);
        }
    }

    /** Loads for a comparison with an entry, and stores nothing. */
    Loaded compute(Miss miss, Load load) {
        return run(miss, load, new Flight());
    }

    /** Loads an entry that is there already. The new one is stored in its place if it may be stored. */
    Loaded replace(Miss miss, Load load) {
        Loaded loaded = run(miss, load, new Flight());
        if (loaded.failure() == null && !(loaded.value() instanceof CompletionStage)) {
            miss.generation().remove(miss.key()); // not every new value is stored
            var unused = loading.finish(miss, loaded);
        }
        return loaded;
    }

    private @Nullable Object loadAndStore(Miss miss, Load load, Flight flight) throws Exception {
        Loaded loaded = run(miss, load, flight);
        if (loaded.failure() != null) {
            landFailure(miss, loaded, flight, loaded.failure());
            return staleOr(miss, loaded.failure());
        }
        if (miss.method().asynchronous() || loaded.value() instanceof CompletionStage) {
            CachedValue going = StageCall.share(loading, miss, loaded);
            land(miss, flight, going);
            // even the first caller gets a copy, which it may complete or cancel without harm to the others
            return going == null ? loaded.value() : PendingStage.served(miss.method(), going.value());
        }
        CachedValue entry = loading.finish(miss, loaded);
        land(miss, flight, entry);
        if (entry == null) {
            miss.context().taint();
        }
        return loaded.value();
    }

    private Loaded run(Miss miss, Load load, Flight flight) {
        WeakReference<Flight> outer = waits.enter(flight);
        try {
            return loading.run(miss, load, flight);
        } finally {
            waits.leave(outer);
        }
    }

    /** Stores a value that the caller itself has computed. */
    void put(Miss miss, Loaded computed) {
        if (!(computed.value() instanceof CompletionStage)) {
            loading.finish(miss, computed);
        } else if (miss.transaction() == null) {
            StageCall.share(loading, miss, computed);
        }
    }

    private static void land(Miss miss, Flight flight, @Nullable CachedValue shared) {
        if (!miss.context().isLate()) {
            miss.generation().shared(miss.key(), shared != null);
        } else if (shared == null) {
            miss.generation().notShared(miss.key());
        }
        if (shared != null) {
            flight.land(shared);
        }
    }

    private void landFailure(Miss miss, Loaded loaded, Flight flight, Exception failure) {
        // an interrupt is meant for one caller; a driver may report it as an exception of its own
        if (failure instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
            flight.land(Flight.Landing.INTERRUPTED);
            return;
        }
        land(miss, flight, loading.shareable(miss, loaded.with(new Failure(failure))));
    }

    private @Nullable Object staleOr(Miss miss, Exception failure) throws Exception {
        CachedValue old = stale.find(miss.context(), miss.generation(), miss.key(), failure);
        if (old == null) {
            throw failure;
        }
        return StaleValues.serve(miss.context(), miss.method(), old);
    }
}
