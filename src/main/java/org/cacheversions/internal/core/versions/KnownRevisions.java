package org.cacheversions.internal.core.versions;

import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * The revisions of a cache that a node knows.
 *
 * @param base an entry that was computed at an earlier revision is invalid
 * @param known the newest label
 * @param ring the revisions, each at its number modulo the length, which is a power of two; one thread at a time writes
 * @param newest the newest invalidation of each scope after {@code base}, and perhaps earlier ones; the same map until the
 *     window begins anew
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KnownRevisions(
        long base, VersionRow known, @Nullable Revision[] ring, ConcurrentHashMap<String, Revision> newest) {

    static int index(@Nullable Revision[] ring, long number) {
        return (int) (number & (ring.length - 1));
    }

    /** Returns a revision, or {@code null} if it is not, or no longer, in the ring. */
    @Nullable
    Revision at(long number) {
        Revision found = ring[index(ring, number)];
        return found == null || found.number() != number ? null : found;
    }

    @Nullable
    String version(long number) {
        Revision found = at(number);
        return found == null ? null : found.version();
    }

    /** Returns whether the window has not begun anew since it was in an earlier state. */
    @SuppressWarnings("ReferenceEquality") // the map is the same until then
    boolean continues(KnownRevisions earlier) {
        return newest == earlier.newest;
    }

    /** Returns whether this row, or a later one, is known. */
    boolean covers(VersionRow row) {
        return known.equals(row)
                || (row.revision() >= base
                        && row.revision() < known.revision()
                        && row.version().equals(version(row.revision())));
    }
}
