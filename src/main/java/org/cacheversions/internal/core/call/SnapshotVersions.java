package org.cacheversions.internal.core.call;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.cacheversions.CacheVersions;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of a request, as the application sees it. A cache whose label the request must not use, since it has
 * invalidated the cache or read its data in an earlier transaction, has another version and key at each call, so that a
 * cache of the application's own is bypassed, too. Thread-safe.
 */
public final class SnapshotVersions implements CacheVersions {

    private final VersionContext context;

    public SnapshotVersions(VersionContext context) {
        this.context = context;
    }

    @Override
    public String get(String cache) {
        return context.requireSnapshot().row(cache).version();
    }

    @Override
    public boolean contains(@Nullable String cache) {
        return context.requireSnapshot().find(cache) != null;
    }

    @Override
    public Map<String, String> asMap() {
        Map<String, String> versions = new TreeMap<>();
        for (VersionRow row : context.requireSnapshot().rows().values()) {
            versions.put(row.cache(), row.version());
        }
        return Collections.unmodifiableMap(versions);
    }

    @Override
    public String key(String cache, @Nullable Object... parts) {
        VersionRow row = context.requireSnapshot().row(cache);
        StringBuilder key = new StringBuilder(row.cache())
                .append(':')
                .append(isOwn(row) ? "own-" + UUID.randomUUID() : row.label());
        for (Object part : parts) {
            key.append(':').append(escaped(part));
        }
        return key.toString();
    }

    private boolean isOwn(VersionRow row) {
        return context.isLate() || context.hasInvalidated(List.of(row));
    }

    private static String escaped(@Nullable Object part) {
        return part == null ? "\\0" : part.toString().replace("\\", "\\\\").replace(":", "\\.");
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
