package org.cacheversions.internal.core.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cacheversions.spi.JournalRecord;
import org.cacheversions.spi.VersionRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The label of a scope, for {@code get} and {@code key}: never the same across an invalidation (rule 11 of scopes). */
class ScopeLabelsTest {

    private static final int SCOPES = 6;

    /** An invalidation: of a scope, or of all if that is {@code null}. */
    private record Step(VersionRow row, String scope) {}

    private final ScopeWindows windows = new ScopeWindows(() -> 0, 12);
    private final List<JournalRecord> journal = new ArrayList<>();
    private final List<Step> history = new ArrayList<>();
    private int version;

    private VersionRow row() {
        return history.get(history.size() - 1).row();
    }

    private void invalidate(String scope, boolean recorded) {
        long revision = history.isEmpty() ? 1 : row().revision() + 1;
        VersionRow row = new VersionRow("a", revision, "v" + ++version);
        history.add(new Step(row, scope));
        if (recorded) {
            journal.add(new JournalRecord("a", revision, scope == null ? JournalRecord.WHOLE : scope, row.version()));
        }
    }

    private void read() {
        List<VersionRow> rows = List.of(row());
        Long since = windows.missing(rows).get("a");
        windows.advance(
                rows,
                journal.stream()
                        .filter(record -> since != null && record.revision() >= since)
                        .toList());
    }

    private String label(String scope, VersionRow row) {
        return windows.label(scope, row).label();
    }

    @Test
    void itChangesWithItsScopeAndTheWholeCache() {
        windows.add("a");
        invalidate(null, true);
        read();
        String one = label("=1", row());
        invalidate("=2", true);
        read();
        assertThat(label("=1", row())).isEqualTo(one);
        invalidate("=1", true);
        read();
        assertThat(label("=1", row())).isEqualTo(row().label());
        invalidate(null, true);
        read();
        assertThat(label("=1", row())).isEqualTo(row().label());
    }

    /** Where the window was evicted from, nothing says when the scope was invalidated. */
    @Test
    void itMayChangeWithoutAnInvalidation() {
        windows.add("a");
        invalidate("=1", true);
        read();
        String one = label("=1", row());
        for (int i = 0; i < 12; i++) {
            invalidate("=2", true);
            read();
        }
        assertThat(label("=1", row())).isEqualTo(one);
        invalidate("=2", true);
        read();
        assertThat(label("=1", row())).isNotEqualTo(one);
    }

    @Test
    void aRequestWithAnOlderSnapshotGetsNoLabelFromAfterIt() {
        windows.add("a");
        invalidate("=1", true);
        invalidate("=2", true);
        VersionRow slow = row();
        invalidate("=1", true);
        read();
        assertThat(windows.label("=1", slow)).isEqualTo(slow);
        assertThat(windows.label("=1", row())).isEqualTo(row());
        assertThat(windows.label("=2", row())).isEqualTo(slow);
    }

    /** Over whole invalidations, some of them not recorded, pruning, eviction, failovers, and requests that are slow. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void itNeverStaysTheSameAcrossAnInvalidation(long seed) {
        Random random = new Random(seed);
        windows.add("a");
        invalidate(null, true);
        Map<String, VersionRow> dataOf = new HashMap<>(); // by scope and label
        List<VersionRow> read = new ArrayList<>();
        int stayed = 0;
        int changed = 0;
        for (int i = 0; i < 4_000; i++) {
            int what = random.nextInt(100);
            if (what < 45) {
                invalidate("=" + random.nextInt(SCOPES), random.nextInt(50) > 0);
            } else if (what < 48) {
                invalidate(null, random.nextBoolean());
            } else if (what < 50) {
                long least = row().revision() - random.nextInt(10);
                journal.removeIf(record -> record.revision() < least);
            } else if (what == 50 && history.size() > 4) { // the database has lost commits
                for (int lost = random.nextInt(3); lost >= 0; lost--) {
                    history.remove(history.size() - 1);
                }
                journal.removeIf(record -> record.revision() > row().revision());
                read.clear(); // what requests have read since is in doubt as a whole
            } else if (what < 75) {
                read();
                read.add(row());
            } else if (!read.isEmpty()) {
                VersionRow pinned = read.get(read.size() - 1 - random.nextInt(Math.min(read.size(), 5)));
                String scope = "=" + random.nextInt(SCOPES);
                String label = label(scope, pinned);
                VersionRow data = lastOf(scope, pinned);
                VersionRow before = dataOf.put(scope + " " + label, data);
                assertThat(before == null || before.equals(data))
                        .as("step %s: %s of %s at %s for %s and %s", i, label, scope, pinned, before, data)
                        .isTrue();
                stayed += before != null && !label.equals(pinned.label()) ? 1 : 0;
                changed += label.equals(pinned.label()) ? 1 : 0;
            }
        }
        assertThat(stayed).as("the label of an earlier invalidation").isGreaterThan(50);
        assertThat(changed).isGreaterThan(50);
    }

    /** Returns the last invalidation of a scope up to a row. */
    private VersionRow lastOf(String scope, VersionRow row) {
        VersionRow last = row;
        for (Step step : history) {
            if (step.row().revision() <= row.revision()
                    && (step.scope() == null || step.scope().equals(scope))) {
                last = step.row();
            }
        }
        return last;
    }
}
