package org.cacheversions.internal.core.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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
    private static final int UNRECORDED = 500; // one revision in so many, after which the window begins anew

    private final ScopeWindow window = new ScopeWindow(KEPT, () -> 0);
    private final AtomicLong advanced = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();

    private static VersionRow row(long revision) {
        return new VersionRow("a", revision, "v" + revision);
    }

    private static boolean isRecorded(long revision) {
        return revision % UNRECORDED != 0;
    }

    private static List<JournalRecord> records(long since, long revision) {
        List<JournalRecord> records = new ArrayList<>();
        for (long each = Math.max(since, revision - 2 * KEPT); each <= revision; each++) {
            if (isRecorded(each)) {
                records.add(new JournalRecord("a", each, "=" + each % SCOPES, "v" + each));
            }
        }
        return records;
    }

    private long advance() {
        SplittableRandom random = new SplittableRandom(7);
        for (long revision = 1; revision <= REVISIONS; revision += random.nextInt(1, AT_ONCE)) {
            Long since = window.missing(row(revision));
            assertThat(since).isNotNull();
            window.advance(row(revision), records(since, revision));
            advanced.set(revision);
        }
        done.set(true);
        return REVISIONS;
    }

    /** Returns how many stamps were valid. */
    private long ask(SplittableRandom random) {
        long valid = 0;
        while (!done.get()) {
            long known = advanced.get();
            long stamp = Math.max(0, known - random.nextInt(2 * KEPT));
            long scope = (stamp + random.nextInt(AT_ONCE)) % SCOPES;
            if (window.isValid(new ScopeStamp(row(stamp), "=" + scope))) {
                valid++;
                for (long later = stamp + 1; later <= known; later++) {
                    assertThat(isRecorded(later) && later % SCOPES != scope)
                            .as("scope %s of %s at %s, with %s known", scope, stamp, later, known)
                            .isTrue();
                }
            }
        }
        return valid;
    }

    @Test
    void aStampIsNeverValidAfterAnInvalidationThatWasKnown() throws Exception {
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
