package org.cacheversions.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry: the value, and the labels of caches beyond those of its region that its load read through other cached
 * calls. The entry is valid only where those labels are current too.
 *
 * @param value the result, which may be {@code null}
 * @param reads further labels that the value depends on; mostly empty
 * @param end when a store is to drop it, or {@code null}: as its region says
 */
public record CachedValue(
        @Nullable Object value,
        List<VersionRow> reads,
        @Nullable Instant end) {

    /** Makes an entry that lives as long as its region says. */
    public CachedValue(@Nullable Object value, List<VersionRow> reads) {
        this(value, reads, null);
    }
}
