package org.cacheversions.internal.core.versions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /**
     * The revisions that the window has.
     *
     * @param base an entry that was computed at an earlier revision is invalid
     * @param known the newest label
     * @param versions the version of a revision, at the revision modulo the length; {@code null} if it is not known
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Span(
            long base, VersionRow known, @Nullable String[] versions) {}

    /** The scopes of a revision, and when this node has read them. */
    private record Recorded(List<String> texts, long nanos) {}

    private final int most;
    private final LongSupplier clock;
    private final ConcurrentHashMap<String, Long> newest = new ConcurrentHashMap<>();
    private final Map<Long, Recorded> scopes = new HashMap<>(); // of the revisions, to drop them
    private long invalidations; // guarded by this, as the scopes
    private volatile @Nullable Span span;

    /** Creates an empty window of at most this many revisions. */
    ScopeWindow(int most, LongSupplier clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Returns the revision from which on the journal must be read to know a row, or {@code null} if it is known. */
    @Nullable
    Long missing(VersionRow row) {
        Span last = span;
        if (last != null && last.known.equals(row)) {
            return null;
        }
        return last == null
                        || row.revision() <= last.known.revision()
                        || row.revision() - last.known.revision() > MOST_READ
                ? Math.max(0, row.revision() - MOST_READ + 1)
                : last.known.revision(); // inclusive, to see whether it is still the same
    }

    /** Advances to a row with the records that were read after it. */
    synchronized void advance(VersionRow row, List<JournalRecord> records) {
        Span last = span;
        if (last != null && last.known.equals(row)) {
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

    private static boolean continues(Span last, VersionRow row, Map<Long, List<JournalRecord>> read) {
        long known = last.known.revision();
        // without its record, the database may be an older copy that went on differently from there
        return row.revision() > known
                && row.revision() - known <= MOST_READ
                && isUsable(read.get(known), last.known.version());
    }

    private void extend(Span last, VersionRow row, Map<Long, List<JournalRecord>> read) {
        long base = last.base;
        @Nullable String[] versions = fitted(last, row);
        for (long revision = last.known.revision() + 1; revision <= row.revision(); revision++) {
            List<JournalRecord> records = read.get(revision);
            versions[at(versions, revision)] = records == null ? null : add(revision, records);
            if (records == null || isWhole(records)) {
                base = revision;
            } else {
                invalidations++;
            }
        }
        versions[at(versions, row.revision())] = row.version();
        base = Math.max(base, row.revision() - most);
        span = new Span(base, row, versions); // first, or an entry whose invalidation is dropped would be valid
        drop(last.base, base);
    }

    private void beginAnew(VersionRow row, Map<Long, List<JournalRecord>> read) {
        @Nullable String[] versions = new @Nullable String[Integer.highestOneBit(MOST_READ) * 2];
        versions[at(versions, row.revision())] = row.version();
        span = new Span(row.revision(), row, versions);
        newest.clear();
        scopes.clear();
        long base = row.revision();
        for (long revision = base; row.revision() - revision < Math.min(MOST_READ, most); revision--) {
            List<JournalRecord> records = read.get(revision);
            if (records == null) {
                break; // its version is not known
            }
            versions[at(versions, revision)] = add(revision, records);
            base = revision;
            if (isWhole(records)) {
                break;
            }
        }
        span = new Span(base, row, versions);
    }

    /** Adds the scopes of a revision and returns its version. */
    private String add(long revision, List<JournalRecord> records) {
        List<String> texts = new ArrayList<>(records.size());
        for (JournalRecord record : records) {
            if (!record.scope().equals(JournalRecord.WHOLE)) {
                newest.merge(record.scope(), revision, Math::max);
                texts.add(record.scope());
            }
        }
        scopes.put(revision, new Recorded(texts, clock.getAsLong()));
        return records.get(0).version();
    }

    private void drop(long from, long base) {
        for (long revision = from; revision <= base; revision++) {
            Recorded recorded = scopes.remove(revision);
            if (recorded != null) {
                for (String text : recorded.texts) {
                    newest.remove(text, revision);
                }
            }
        }
    }

    /** Returns the versions in an array that has room for all revisions up to a row. */
    private @Nullable String[] fitted(Span last, VersionRow row) {
        long needed = Math.min(row.revision() - last.base, most) + MOST_READ;
        if (needed < last.versions.length) {
            return last.versions;
        }
        @Nullable String[] larger = new @Nullable String[last.versions.length * 2];
        for (long revision = last.base; revision <= last.known.revision(); revision++) {
            larger[at(larger, revision)] = last.versions[at(last.versions, revision)];
        }
        return larger;
    }

    private static int at(@Nullable String[] versions, long revision) {
        return (int) (revision & (versions.length - 1));
    }

    /** Returns whether nothing that an entry with this stamp depends on was invalidated after it. */
    boolean isValid(ScopeStamp stamp) {
        Long last = newest.get(stamp.scope()); // first: a record is dropped only once the base is above it
        long revision = stamp.label().revision();
        if (last != null && last > revision) {
            return false;
        }
        Span now = span;
        return now != null
                && revision >= now.base
                && revision <= now.known.revision()
                && stamp.label().version().equals(now.versions[at(now.versions, revision)]);
    }

    /** Returns whether an entry with this stamp is valid, or was until this node read its invalidation, less than a grace ago. */
    synchronized boolean isValid(ScopeStamp stamp, long graceNanos) {
        Span now = span;
        long revision = stamp.label().revision();
        if (now == null || !covers(stamp.label())) {
            return false;
        }
        while (++revision <= now.known.revision()) {
            Recorded recorded = scopes.get(revision);
            if (recorded != null && recorded.texts.contains(stamp.scope())) {
                return clock.getAsLong() - recorded.nanos < graceNanos;
            }
        }
        return true;
    }

    /**
     * Returns a label that changes with each invalidation of a scope, for a request with this row of the cache. It may
     * change without one.
     */
    VersionRow label(String scope, VersionRow row) {
        Long last = newest.get(scope); // first, as above
        Span now = span;
        if (now == null || (last != null && last > row.revision())) {
            return row;
        }
        long revision = last != null && last > now.base ? last : now.base;
        String version = now.versions[at(now.versions, revision)];
        return revision > row.revision() || version == null ? row : new VersionRow(row.cache(), revision, version);
    }

    /** Returns the label at a revision, or {@code null} if it is not in the window. */
    @Nullable
    VersionRow at(long revision) {
        Span now = span;
        if (now == null || revision < now.base || revision > now.known.revision()) {
            return null;
        }
        String version = now.versions[at(now.versions, revision)];
        return version == null ? null : new VersionRow(now.known.cache(), revision, version);
    }

    /** Returns whether a stamp is older than all that is known. */
    boolean isBefore(VersionRow label) {
        Span now = span;
        return now != null && label.revision() < now.base;
    }

    /** Returns what people can see of the window. */
    synchronized WindowFigures figures() {
        Set<String> last = new LinkedHashSet<>();
        Span now = span;
        if (now != null) {
            long first = Math.max(now.base + 1, now.known.revision() - MOST_LOOKED_AT);
            for (long revision = now.known.revision(); revision >= first && last.size() < MOST_SHOWN; revision--) {
                Recorded recorded = scopes.get(revision);
                last.addAll(recorded == null ? List.of() : recorded.texts);
            }
        }
        return new WindowFigures(
                invalidations, newest.size(), last.stream().limit(MOST_SHOWN).toList());
    }

    /** Returns whether this row, or a later one, is known. */
    boolean covers(VersionRow row) {
        Span now = span;
        return now != null
                && (now.known.equals(row)
                        || (row.revision() >= now.base
                                && row.revision() < now.known.revision()
                                && row.version().equals(now.versions[at(now.versions, row.revision())])));
    }

    /** Returns whether a label is newer than what is known. */
    boolean isBehind(VersionRow label) {
        Span now = span;
        return now == null || label.revision() > now.known.revision();
    }
}
