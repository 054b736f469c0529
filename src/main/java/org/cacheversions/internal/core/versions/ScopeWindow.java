package org.cacheversions.internal.core.versions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.cacheversions.spi.JournalRecord;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of the invalidations of one cache: for each scope the newest one among the revisions after {@code
 * base} up to {@code known}, and the version of each revision from {@code base} on ({@code onerow.pml}). Read by many
 * threads; advanced by one at a time.
 */
final class ScopeWindow {

    /** How many revisions a node that begins anew reads at most. */
    static final int MOST_READ = 10_000;

    private static final int MOST_SHOWN = 10;
    private static final int MOST_LOOKED_AT = 1_000;

    private final int most;
    private final LongSupplier clock;
    private long invalidations; // guarded by this
    private volatile @Nullable KnownRevisions span;

    /** Creates an empty window of at most this many revisions. */
    ScopeWindow(int most, LongSupplier clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Returns the revision from which on the journal must be read to know a row, or {@code null} if it is known. */
    @Nullable
    Long missing(VersionRow row) {
        KnownRevisions last = span;
        if (last != null && last.known().equals(row)) {
            return null;
        }
        return last == null
                        || row.revision() <= last.known().revision()
                        || row.revision() - last.known().revision() > MOST_READ
                ? Math.max(0, row.revision() - MOST_READ + 1)
                : last.known().revision(); // inclusive, to see whether it is still the same
    }

    /** Advances to a row with the records that were read after it. */
    synchronized void advance(VersionRow row, List<JournalRecord> records) {
        KnownRevisions last = span;
        if (last != null && last.known().equals(row)) {
            return;
        }
        Map<Long, List<JournalRecord>> read = new HashMap<>();
        for (JournalRecord record : records) {
            if (record.revision() <= row.revision()) { // later ones will be read again
                read.computeIfAbsent(record.revision(), revision -> new ArrayList<>())
                        .add(record);
            }
        }
        if (!isUsable(read.get(row.revision()), row.version())) {
            read.remove(row.revision()); // a whole invalidation, or one that is not recorded
        }
        // after a restore, the journal may have records of two histories
        read.values().removeIf(each -> !isUsable(each, each.get(0).version()));
        if (last == null || !continues(last, row, read)) {
            beginAnew(row, read);
        } else {
            extend(last, row, read);
        }
    }

    private static boolean isUsable(@Nullable List<JournalRecord> records, @Nullable String version) {
        return records != null
                && records.stream().allMatch(record -> record.version().equals(version));
    }

    private static boolean isWhole(List<JournalRecord> records) {
        return records.stream().anyMatch(record -> record.scope().equals(JournalRecord.WHOLE));
    }

    private static boolean continues(KnownRevisions last, VersionRow row, Map<Long, List<JournalRecord>> read) {
        long known = last.known().revision();
        // without its record, the database may be an older copy that went on differently from there
        return row.revision() > known
                && row.revision() - known <= MOST_READ
                && isUsable(read.get(known), last.known().version());
    }

    private void extend(KnownRevisions last, VersionRow row, Map<Long, List<JournalRecord>> read) {
        long base = last.base();
        @Nullable Revision[] ring = fitted(last, row);
        ConcurrentHashMap<String, Revision> newest = last.newest();
        for (long number = last.known().revision() + 1; number <= row.revision(); number++) {
            List<JournalRecord> records = read.get(number);
            ring[KnownRevisions.index(ring, number)] = records == null ? null : add(number, records, newest);
            if (records == null || isWhole(records)) {
                base = number;
            } else {
                invalidations++;
            }
        }
        if (ring[KnownRevisions.index(ring, row.revision())] == null) {
            ring[KnownRevisions.index(ring, row.revision())] = withoutScopes(row.revision(), row.version());
        }
        base = Math.max(base, row.revision() - most);
        KnownRevisions next = new KnownRevisions(base, row, ring, newest);
        span = next; // first, or an entry whose invalidation is dropped would be valid
        drop(next, last.base());
    }

    private void beginAnew(VersionRow row, Map<Long, List<JournalRecord>> read) {
        @Nullable Revision[] ring = new @Nullable Revision[Integer.highestOneBit(MOST_READ) * 2];
        ring[KnownRevisions.index(ring, row.revision())] = withoutScopes(row.revision(), row.version());
        // a new map, by which readers that are between their two reads see that the window has begun anew
        ConcurrentHashMap<String, Revision> newest = new ConcurrentHashMap<>();
        long base = row.revision();
        for (long number = base; row.revision() - number < Math.min(MOST_READ, most); number--) {
            List<JournalRecord> records = read.get(number);
            if (records == null) {
                break; // its version is not known
            }
            ring[KnownRevisions.index(ring, number)] = add(number, records, newest);
            base = number;
            if (isWhole(records)) {
                break;
            }
        }
        span = new KnownRevisions(base, row, ring, newest);
    }

    private Revision withoutScopes(long number, String version) {
        return new Revision(number, version, List.of(), clock.getAsLong());
    }

    /** Adds the scopes of a revision. */
    private Revision add(long number, List<JournalRecord> records, ConcurrentHashMap<String, Revision> newest) {
        List<String> scopes = records.stream()
                .map(JournalRecord::scope)
                .filter(scope -> !scope.equals(JournalRecord.WHOLE))
                .toList();
        Revision revision = new Revision(number, records.get(0).version(), List.copyOf(scopes), clock.getAsLong());
        scopes.forEach(scope -> newest.merge(scope, revision, Revision::later));
        return revision;
    }

    private void drop(KnownRevisions now, long from) {
        @Nullable Revision[] ring = now.ring();
        for (long number = from; number <= now.base(); number++) {
            Revision revision = ring[KnownRevisions.index(ring, number)];
            if (revision != null) {
                revision.scopes().forEach(scope -> now.newest().remove(scope, revision));
                ring[KnownRevisions.index(ring, number)] =
                        number < now.base() ? null : withoutScopes(number, revision.version());
            }
        }
    }

    /** Returns the revisions in an array that has room for all up to a row. */
    private @Nullable Revision[] fitted(KnownRevisions last, VersionRow row) {
        long needed = Math.min(row.revision() - last.base(), most) + MOST_READ;
        if (needed < last.ring().length) {
            return last.ring();
        }
        @Nullable Revision[] larger = new @Nullable Revision[last.ring().length * 2];
        for (long number = last.base(); number <= last.known().revision(); number++) {
            larger[KnownRevisions.index(larger, number)] = last.at(number);
        }
        return larger;
    }

    /** Returns whether nothing that an entry with this stamp depends on was invalidated after it. */
    boolean isValid(ScopeStamp stamp) {
        KnownRevisions before = span;
        if (before == null) {
            return false;
        }
        Revision last = before.newest().get(stamp.scope());
        long revision = stamp.label().revision();
        if (last != null && last.number() > revision) {
            return false;
        }
        KnownRevisions now = span; // again: a record is dropped only once the base is above it
        return now != null
                && now.continues(before)
                && revision >= now.base()
                && revision <= now.known().revision()
                && stamp.label().version().equals(now.version(revision));
    }

    /** Returns whether an entry with this stamp is valid, or was until this node read its invalidation, less than a grace ago. */
    synchronized boolean isValid(ScopeStamp stamp, long graceNanos) {
        KnownRevisions now = span;
        long revision = stamp.label().revision();
        if (now == null || !covers(stamp.label())) {
            return false;
        }
        while (++revision <= now.known().revision()) {
            Revision next = now.at(revision);
            if (next != null && next.scopes().contains(stamp.scope())) {
                return clock.getAsLong() - next.nanos() < graceNanos;
            }
        }
        return true;
    }

    /**
     * Returns a label that changes with each invalidation of a scope, for a request with this row of the cache. It may
     * change without one.
     */
    VersionRow label(String scope, VersionRow row) {
        KnownRevisions before = span;
        Revision last = before == null ? null : before.newest().get(scope);
        KnownRevisions now = span; // again, as above
        if (before == null
                || now == null
                || !now.continues(before)
                || (last != null && last.number() > row.revision())) {
            return row;
        }
        long revision = last != null && last.number() > now.base() ? last.number() : now.base();
        String version = now.version(revision);
        return revision > row.revision() || version == null ? row : new VersionRow(row.cache(), revision, version);
    }

    /** Returns the label at a revision, or {@code null} if it is not in the window. */
    @Nullable
    VersionRow at(long revision) {
        KnownRevisions now = span;
        if (now == null || revision < now.base() || revision > now.known().revision()) {
            return null;
        }
        String version = now.version(revision);
        return version == null ? null : new VersionRow(now.known().cache(), revision, version);
    }

    /** Returns whether a stamp is older than all that is known. */
    boolean isBefore(VersionRow label) {
        KnownRevisions now = span;
        return now != null && label.revision() < now.base();
    }

    /** Returns the scopes that were invalidated after a revision; none if that is not all, or not known. */
    synchronized Set<String> invalidatedSince(long revision) {
        Set<String> texts = new TreeSet<>();
        KnownRevisions now = span;
        if (now == null || revision < now.base() || now.known().revision() - revision > MOST_LOOKED_AT) {
            return texts;
        }
        for (long later = revision + 1; later <= now.known().revision(); later++) {
            Revision known = now.at(later);
            texts.addAll(known == null ? List.of() : known.scopes());
        }
        return texts;
    }

    /** Returns what people can see of the window. */
    synchronized WindowFigures figures() {
        Set<String> last = new LinkedHashSet<>();
        KnownRevisions now = span;
        if (now != null) {
            long first = Math.max(now.base() + 1, now.known().revision() - MOST_LOOKED_AT);
            for (long revision = now.known().revision(); revision >= first && last.size() < MOST_SHOWN; revision--) {
                Revision shown = now.at(revision);
                last.addAll(shown == null ? List.of() : shown.scopes());
            }
        }
        return new WindowFigures(
                invalidations,
                now == null ? 0 : now.newest().size(),
                last.stream().limit(MOST_SHOWN).toList());
    }

    /** Returns whether this row, or a later one, is known. */
    boolean covers(VersionRow row) {
        KnownRevisions now = span;
        return now != null && now.covers(row);
    }

    /** Returns whether a label is newer than what is known. */
    boolean isBehind(VersionRow label) {
        KnownRevisions now = span;
        return now == null || label.revision() > now.known().revision();
    }
}
