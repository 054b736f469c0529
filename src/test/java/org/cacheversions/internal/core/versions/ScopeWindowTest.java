package org.cacheversions.internal.core.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.cacheversions.spi.JournalRecord;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeWindowTest {

    private static VersionRow row(long revision) {
        return new VersionRow("a", revision, "v" + revision);
    }

    private static JournalRecord record(long revision, String scope) {
        return new JournalRecord("a", revision, scope, "v" + revision);
    }

    private static ScopeStamp stamp(long revision, String scope) {
        return new ScopeStamp(row(revision), scope);
    }

    @Test
    void aWindowBeginsWithTheJournalAsFarAsItGoesWithoutAGap() {
        ScopeWindow window = new ScopeWindow(100, () -> 0);
        assertThat(window.missing(row(9))).isZero();
        window.advance(row(9), List.of(record(5, "=1"), record(7, "=1"), record(8, "=2"), record(9, "=3")));

        assertThat(window.isValid(stamp(7, "=1"))).isTrue();
        assertThat(window.isValid(stamp(7, "=2"))).as("invalidated at 8").isFalse();
        assertThat(window.isValid(stamp(8, "=2"))).isTrue();
        assertThat(window.isValid(stamp(6, "=4"))).as("6 has no record").isFalse();
        assertThat(window.isValid(stamp(10, "=4"))).as("not known").isFalse();
        assertThat(window.isBehind(row(10))).isTrue();
        assertThat(window.missing(row(9))).isNull();
        assertThat(window.missing(row(10))).isEqualTo(9);
    }

    @Test
    void figuresShowTheScopesThatWereInvalidatedLast() {
        ScopeWindow window = new ScopeWindow(100, () -> 0);
        assertThat(window.figures()).isEqualTo(new WindowFigures(0, 0, List.of()));
        window.advance(row(2), List.of(record(1, "=1"), record(2, "=2")));
        window.advance(row(4), List.of(record(2, "=2"), record(3, "=3"), record(4, "=2")));
        assertThat(window.figures()).isEqualTo(new WindowFigures(2, 2, List.of("=2", "=3")));
        assertThat(window.isBefore(row(0))).isTrue();
        assertThat(window.isBefore(row(1))).isFalse();
        window.advance(row(5), List.of(record(4, "=2"), record(5, "*")));
        assertThat(window.figures()).isEqualTo(new WindowFigures(2, 0, List.of()));
        assertThat(window.isBefore(row(4))).isTrue();
    }

    @Test
    void anotherHistoryBeginsAnew() {
        ScopeWindow window = new ScopeWindow(100, () -> 0);
        window.advance(row(2), List.of(record(1, "=1"), record(2, "=2")));
        VersionRow other = new VersionRow("a", 3, "other3");
        window.advance(
                other, List.of(new JournalRecord("a", 2, "=3", "other2"), new JournalRecord("a", 3, "=3", "other3")));

        assertThat(window.isValid(stamp(2, "=1"))).isFalse();
        assertThat(window.isValid(new ScopeStamp(new VersionRow("a", 2, "other2"), "=1")))
                .isTrue();
        assertThat(window.isValid(new ScopeStamp(new VersionRow("a", 2, "other2"), "=3")))
                .isFalse();
    }

    @Test
    void anOlderCopyBeginsAnew() {
        ScopeWindow window = new ScopeWindow(100, () -> 0);
        window.advance(row(5), List.of(record(4, "=1"), record(5, "=2")));
        window.advance(row(3), List.of());

        assertThat(window.isValid(stamp(3, "=1"))).isTrue();
        assertThat(window.isValid(stamp(4, "=1"))).isFalse();
        assertThat(window.covers(row(3))).isTrue();
        assertThat(window.covers(row(5))).isFalse();
    }

    @Test
    void recordsOfLaterRevisionsAndOfAnotherVersionAreNotUsed() {
        ScopeWindow window = new ScopeWindow(100, () -> 0);
        window.advance(row(1), List.of(record(1, "*")));
        window.advance(row(2), List.of(record(1, "*"), record(2, "=1"), record(3, "=2")));
        assertThat(window.isValid(stamp(1, "=2"))).isTrue();
        window.advance(row(3), List.of(record(2, "=1"), new JournalRecord("a", 3, "=9", "of a lost commit")));
        assertThat(window.isValid(stamp(2, "=2")))
                .as("3 counts as the whole cache")
                .isFalse();
    }

    /** A restore has left records of another history, whose scopes and entries are not those of this one. */
    @Test
    void aRevisionWithRecordsOfTwoVersionsIsOneWithoutARecord() {
        ScopeWindow window = new ScopeWindow(100, () -> 0);
        JournalRecord lost = new JournalRecord("a", 2, "=9", "lost");
        window.advance(row(1), List.of(record(1, "*")));
        window.advance(row(3), List.of(record(1, "*"), lost, record(2, "=1"), record(3, "=2")));
        assertThat(window.isValid(new ScopeStamp(new VersionRow("a", 2, "lost"), "=5")))
                .isFalse();
        assertThat(window.isValid(stamp(1, "=5")))
                .as("2 counts as the whole cache")
                .isFalse();
        assertThat(window.isValid(stamp(3, "=5"))).isTrue();

        ScopeWindow next = new ScopeWindow(100, () -> 0);
        next.advance(row(3), List.of(record(3, "=2"), record(2, "=1"), lost));
        assertThat(next.isValid(new ScopeStamp(new VersionRow("a", 2, "lost"), "=5")))
                .isFalse();
        assertThat(next.isValid(stamp(2, "=5"))).isFalse();
    }

    /** In {@code onerow.pml}, NO_HEAD shows why. */
    @Test
    void anEndWithoutARecordBeginsAnew() {
        ScopeWindow window = new ScopeWindow(100, () -> 0);
        window.advance(row(1), List.of());
        window.advance(row(2), List.of(record(2, "=1")));
        assertThat(window.isValid(stamp(1, "=2"))).isFalse();
        assertThat(window.isValid(stamp(2, "=2"))).isTrue();
    }

    @Test
    void aRecordOfTheWholeCacheRaisesTheBase() {
        ScopeWindow window = new ScopeWindow(100, () -> 0);
        window.advance(row(3), List.of(record(1, "=1"), record(2, "*"), record(3, "=1")));
        assertThat(window.isValid(stamp(1, "=2"))).isFalse();
        assertThat(window.isValid(stamp(2, "=2"))).isTrue();
        window.advance(row(5), List.of(record(3, "=1"), record(4, "*"), record(5, "=2")));
        assertThat(window.isValid(stamp(3, "=1"))).isFalse();
        assertThat(window.isValid(stamp(4, "=1"))).isTrue();
        assertThat(window.isValid(stamp(4, "=2"))).isFalse();
    }

    @Test
    void moreThanTenThousandMissingRevisionsBeginAnew() {
        ScopeWindow window = new ScopeWindow(100_000, () -> 0);
        window.advance(row(1), List.of(record(1, "*")));
        long last = 1 + ScopeWindow.MOST_READ;
        assertThat(window.missing(row(last))).as("with the one that is known").isEqualTo(1);
        assertThat(window.missing(row(last + 1))).as("no more than at a start").isEqualTo(3);
        List<JournalRecord> all = LongStream.rangeClosed(1, last + 1)
                .mapToObj(revision -> record(revision, "=" + revision % 7))
                .toList();
        window.advance(row(last + 1), all);
        assertThat(window.isValid(stamp(1, "=8"))).isFalse();
        assertThat(window.isValid(stamp(3, "=8"))).as("the oldest of so many").isTrue();
        assertThat(window.isValid(stamp(2, "=8"))).isFalse();
    }

    /** Also if one read brings more revisions than the window holds. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 25})
    void whatIsOlderThanTheNewestRevisionsIsNotValid(int atOnce) {
        ScopeWindow window = new ScopeWindow(10, () -> 0);
        List<JournalRecord> all = LongStream.rangeClosed(1, 51)
                .mapToObj(each -> record(each, "=1"))
                .toList();
        for (int last = 1; last <= 51; last += atOnce) {
            window.advance(row(last), all);
            long known = last;
            assertThat(LongStream.rangeClosed(1, known)
                            .filter(each -> window.isValid(stamp(each, "=2")))
                            .boxed())
                    .as("the versions of ten revisions, and of the one before")
                    .containsExactlyElementsOf(LongStream.rangeClosed(Math.max(1, known - 10), known)
                            .boxed()
                            .toList());
            assertThat(window.isValid(stamp(known, "=1"))).isTrue();
            assertThat(window.isValid(stamp(known - 1, "=1"))).isFalse();
        }
    }

    /** Compares the window with all that has happened, over failovers, gaps, pruning and its own bound. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingInvalidatedIsValid(long seed) {
        Random random = new Random(seed);
        ScopeWindow window = new ScopeWindow(40, () -> 0);
        List<JournalRecord> journal = new ArrayList<>();
        Map<String, Integer> invalidatedAt = new HashMap<>(); // by scope, in steps
        Map<ScopeStamp, Integer> stored = new HashMap<>();
        VersionRow row = new VersionRow("a", 1, "first");
        List<VersionRow> history = new ArrayList<>(List.of(row));
        int whole = 0;
        int useful = 0;
        for (int step = 1; step < 3_000; step++) {
            int what = random.nextInt(40);
            if (what < 20) {
                String scope = "=" + random.nextInt(12);
                row = new VersionRow("a", row.revision() + 1, "v" + step);
                history.add(row);
                invalidatedAt.put(scope, step);
                journal.add(new JournalRecord("a", row.revision(), scope, row.version()));
            } else if (what == 20) {
                row = new VersionRow("a", row.revision() + 1, "v" + step);
                history.add(row);
                whole = step;
                if (random.nextBoolean()) {
                    journal.add(new JournalRecord("a", row.revision(), JournalRecord.WHOLE, row.version()));
                }
            } else if (what == 21
                    && history.size() > 3) { // a failover to an older copy puts all that is stored in doubt
                for (int lost = random.nextInt(3); lost >= 0; lost--) {
                    history.remove(history.size() - 1);
                }
                row = history.get(history.size() - 1);
                long newest = row.revision();
                journal.removeIf(record -> record.revision() > newest);
                stored.clear();
            } else if (what == 22) {
                long least = row.revision() - random.nextInt(30);
                journal.removeIf(record -> record.revision() <= least);
            } else if (what < 30) {
                read(window, row, journal);
                stored.put(new ScopeStamp(row, "=" + random.nextInt(12)), step);
            } else {
                read(window, row, journal);
                for (Map.Entry<ScopeStamp, Integer> entry : stored.entrySet()) {
                    int last = Math.max(
                            whole, invalidatedAt.getOrDefault(entry.getKey().scope(), 0));
                    if (window.isValid(entry.getKey())) {
                        assertThat(last).as("step %s: %s", step, entry).isLessThan(entry.getValue());
                        useful++;
                    }
                }
            }
        }
        assertThat(useful).isGreaterThan(1_000);
    }

    private static void read(ScopeWindow window, VersionRow row, List<JournalRecord> journal) {
        Long since = window.missing(row);
        if (since != null) {
            window.advance(
                    row,
                    journal.stream()
                            .filter(record -> record.revision() >= since)
                            .toList());
        }
    }
}
