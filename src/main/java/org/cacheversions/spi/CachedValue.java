package org.cacheversions.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry: the value, and the labels that its load read through other cached calls, beyond those of its region. The
 * entry is valid only while these labels are current as well, and until one of the scopes that it depends on is
 * invalidated. Thread-safe if the value is.
 *
 * @param value the value, which may be {@code null}
 * @param reads further rows that the value depends on; mostly empty
 * @param end when the store must drop the entry, or {@code null} if only the time to live of its region limits it
 * @param stamps the scopes that the value depends on; mostly empty
 */
public record CachedValue(
        @Nullable Object value,
        List<VersionRow> reads,
        @Nullable Instant end,
        List<ScopeStamp> stamps) {

    /** Creates an entry that depends on no scope. */
    public CachedValue(@Nullable Object value, List<VersionRow> reads, @Nullable Instant end) {
        this(value, reads, end, List.of());
    }

    /** Creates an entry that only the time to live of its region limits. */
    public CachedValue(@Nullable Object value, List<VersionRow> reads) {
        this(value, reads, null);
    }
}
