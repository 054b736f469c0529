package org.cacheversions.internal.core.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.Threads.Started;
import org.cacheversions.spi.JournalRecord;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Threads ask the window about stamps while another one advances it. The answers need not be linearizable, since "not
 * valid" is always allowed. But a stamp must never be valid whose scope was invalidated by a revision that the window had
 * when the question began.
 */
@Timeout(120)
class ScopeWindowStressTest {

    private static final int READERS = 3;
    private static final int KEPT = 64;
    private static final int AT_ONCE = 32; // so that an advance drops many records
    private static final int SCOPES = 200; // more than are kept, so that a dropped record was the newest of its scope
    private static final long REVISIONS = 300_000;
    private static final int ENTRIES = 32;
    private static final int UNRECORDED = 500; // one revision in so many, after which the window begins anew

    private final ScopeWindows windows = new ScopeWindows(() -> 0, KEPT);

    /** Shared, so that one thread remembers what another one has found. */
    private final AtomicReferenceArray<List<ScopeStamp>> entries = new AtomicReferenceArray<>(ENTRIES);

    private final AtomicLong advanced = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();

    private static VersionRow row(long revision) {
        return new VersionRow("a", revision, "v" + revision);
    }

    private static String scope(long revision) {
        return "=" + revision % SCOPES;
    }

    private static boolean isRecorded(long revision) {
        return revision % UNRECORDED != 0;
    }

    private static ScopeStamp stamp(long revision, String scope) {
        return new ScopeStamp(row(revision), scope);
    }

    private static List<JournalRecord> records(long since, long revision) {
        List<JournalRecord> records = new ArrayList<>();
        for (long each = Math.max(since, revision - 2 * KEPT); each <= revision; each++) {
            if (isRecorded(each)) {
                records.add(new JournalRecord("a", each, scope(each), "v" + each));
            }
        }
        return records;
    }

    private long advance() {
        SplittableRandom random = new SplittableRandom(7);
        for (long revision = 1; revision <= REVISIONS; revision += random.nextInt(1, AT_ONCE)) {
            List<VersionRow> rows = List.of(row(revision));
            long since = windows.missing(rows).get("a");
            windows.advance(rows, records(since, revision));
            advanced.set(revision);
        }
        done.set(true);
        return REVISIONS;
    }

    /** Returns how many stamps were valid. */
    private long ask(SplittableRandom random) {
        long valid = 0;
        while (!done.get()) {
            int index = random.nextInt(ENTRIES);
            if (random.nextInt(4) == 0) {
                long revision = Math.max(0, advanced.get() - random.nextInt(2 * KEPT));
                entries.set(index, ScopeStamps.of(List.of(stamp(revision, scope(revision + random.nextInt(AT_ONCE))))));
            }
            long known = advanced.get();
            List<ScopeStamp> stamps = entries.get(index);
            if (windows.areValid(stamps)) {
                valid++;
                assertThat(invalidated(stamps.get(0), known))
                        .as("%s, with %s known", stamps, known)
                        .isEmpty();
            }
        }
        return valid;
    }

    /** Returns the revisions that have invalidated an entry. */
    private static List<Long> invalidated(ScopeStamp stamp, long known) {
        List<Long> later = new ArrayList<>();
        for (long each = stamp.label().revision() + 1; each <= known; each++) {
            if (!isRecorded(each) || scope(each).equals(stamp.scope())) {
                later.add(each);
            }
        }
        return later;
    }

    @Test
    void aStampIsNeverValidAfterAnInvalidationThatWasKnown() throws Exception {
        windows.add("a");
        for (int index = 0; index < ENTRIES; index++) {
            entries.set(index, ScopeStamps.of(List.of(stamp(0, scope(index)))));
        }
        List<Started<Long>> readers = new ArrayList<>();
        try (Threads threads = new Threads()) {
            for (int i = 0; i < READERS; i++) {
                SplittableRandom random = new SplittableRandom(i);
                readers.add(threads.start(() -> ask(random)));
            }
            Started<Long> writer = threads.start(this::advance);
            try {
                assertThat(writer.result()).isEqualTo(REVISIONS);
            } finally {
                done.set(true);
            }
            for (Started<Long> reader : readers) {
                assertThat(reader.result()).as("stamps that were valid").isPositive();
            }
        }
    }
}
