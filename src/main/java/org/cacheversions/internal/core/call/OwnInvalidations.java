package org.cacheversions.internal.core.call;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.transaction.Invalidation;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;

/**
 * What a request has invalidated: it bypasses the store for these caches, unless the invalidation is undone. Thread-safe,
 * since the transactions of a request may end on another thread.
 */
final class OwnInvalidations {

    private static final int MOST_SEPARATE = 16;

    private volatile List<Invalidation> all = List.of();

    synchronized void add(Invalidation invalidation) {
        List<Invalidation> known = all;
        if (known.contains(invalidation)) {
            return;
        }
        List<Invalidation> more = new ArrayList<>(known.size() < MOST_SEPARATE ? known : merged(known));
        more.add(invalidation);
        all = more;
    }

    /** Merges them: a batch may invalidate thousands of times, and each cached call checks all invalidations. */
    private static List<Invalidation> merged(List<Invalidation> known) {
        Invalidation settled = new Invalidation();
        settled.settle();
        List<Invalidation> fewer = new ArrayList<>();
        fewer.add(settled);
        for (Invalidation one : known) {
            if (one.isSettled()) {
                settled.with(one);
            } else if (!one.isUndone()) {
                fewer.add(one);
            }
        }
        return fewer;
    }

    int separate() {
        return all.size();
    }

    /** Returns whether no entry of a method can be used, whatever its scopes. */
    boolean coverMethod(CachedMethod method) {
        for (Invalidation invalidation : all) {
            if (invalidation.coversMethod(method)) {
                return true;
            }
        }
        return false;
    }

    boolean coverAnyStamp(List<ScopeStamp> stamps) {
        for (Invalidation invalidation : all) {
            if (invalidation.coversAnyStamp(stamps)) {
                return true;
            }
        }
        return false;
    }

    boolean coverAnyRow(Collection<VersionRow> rows) {
        for (Invalidation invalidation : all) {
            if (invalidation.coversAnyRow(rows)) {
                return true;
            }
        }
        return false;
    }
}
