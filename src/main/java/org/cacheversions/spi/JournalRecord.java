package org.cacheversions.spi;

/**
 * The invalidation of one scope, or of the whole cache: a row of the table {@code cache_journal}. Immutable and thread-safe.
 *
 * @param cache the name of the cache
 * @param revision the revision that the cache got
 * @param scope the {@linkplain org.cacheversions.Scope#text() text} of the scope, or {@link #WHOLE}
 * @param version the version that the cache got
 */
public record JournalRecord(String cache, long revision, String scope, String version) {

    /** Stands for the whole cache. Such a record is not needed, but keeps what follows it comparable. */
    public static final String WHOLE = "*";
}
