package org.cacheversions.benchmark;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;

/** Versions without a database, to measure only the library's own cost. */
@ApplicationScoped
public class MemoryVersions implements VersionSource {

    private final ConcurrentSkipListMap<String, VersionRow> rows = new ConcurrentSkipListMap<>();

    @Override
    public List<VersionRow> read() {
        return List.copyOf(rows.values());
    }

    @Override
    public Collection<String> invalidate(SortedSet<String> caches) {
        caches.forEach(this::bump);
        return List.of();
    }

    @Override
    public void invalidateAll() {
        rows.keySet().forEach(this::bump);
    }

    private void bump(String cache) {
        rows.computeIfPresent(
                cache, (name, row) -> new VersionRow(name, row.revision() + 1, "v%07d".formatted(row.revision())));
    }

    @Override
    public void start(SortedSet<String> caches) {
        caches.forEach(cache -> rows.putIfAbsent(cache, new VersionRow(cache, 1, "v0000000")));
    }

    @Override
    public Enlisted enlist() {
        throw new UnsupportedOperationException();
    }
}
