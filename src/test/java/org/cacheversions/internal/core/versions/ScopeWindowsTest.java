package org.cacheversions.internal.core.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.Threads.Started;
import org.cacheversions.spi.JournalRecord;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScopeWindowsTest {

    private final AtomicReference<Runnable> atClock = new AtomicReference<>(() -> {});
    private final ScopeWindows windows = new ScopeWindows(() -> {
        atClock.get().run();
        return 0;
    });

    private static List<VersionRow> rows(long revision) {
        return List.of(new VersionRow("a", revision, "v" + revision));
    }

    private static List<JournalRecord> records(long... revisions) {
        return Arrays.stream(revisions)
                .mapToObj(each -> new JournalRecord("a", each, "=" + each, "v" + each))
                .toList();
    }

    private static List<ScopeStamp> stamps(long revision, String scope) {
        return ScopeStamps.of(List.of(new ScopeStamp(rows(revision).get(0), scope)));
    }

    @Test
    void validStampsAreRememberedUntilAWindowAdvances() {
        windows.add("a");
        windows.advance(rows(2), records(1, 2));
        List<ScopeStamp> third = stamps(2, "=3");
        List<ScopeStamp> fourth = stamps(2, "=4");
        assertThat(windows.areValid(third)).isTrue();
        assertThat(windows.areValid(fourth)).isTrue();
        windows.advance(rows(2), records(2));
        assertThat(windows.areValid(third)).isTrue();
        windows.advance(rows(3), records(2, 3));
        assertThat(windows.areValid(third)).isFalse();
        assertThat(windows.areValid(fourth)).isTrue();
    }

    @Test
    void whoeverHasReadTheSameRowsWaitsUntilNothingElseIsRemembered() throws Exception {
        windows.add("a");
        windows.advance(rows(2), records(1, 2));
        List<ScopeStamp> stamps = stamps(2, "=3");
        assertThat(windows.areValid(stamps)).isTrue();
        try (Threads threads = new Threads()) {
            AtomicReference<Started<Boolean>> other = new AtomicReference<>();
            atClock.set(() -> {
                if (windows.missing(rows(3)).isEmpty() && other.get() == null) { // the window has just advanced
                    other.set(threads.start(() -> {
                        windows.advance(rows(3), records(2, 3));
                        return windows.areValid(stamps);
                    }));
                    Thread thread = other.get().thread();
                    while (thread.isAlive() && thread.getState() != Thread.State.BLOCKED) {
                        Thread.onSpinWait();
                    }
                }
            });
            windows.advance(rows(3), records(2, 3));
            assertThat(other.get().result()).isFalse();
        }
    }
}
