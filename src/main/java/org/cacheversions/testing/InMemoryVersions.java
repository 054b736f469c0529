package org.cacheversions.testing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;

/**
 * Versions in memory, for tests without a database. Add this class to the beans of the test. Every cache that the
 * tested classes name then exists, and no persistence unit is needed.
 *
 * <pre>{@code
 * @EnableAutoWeld
 * @AddBeanClasses({BanService.class, InMemoryVersions.class})
 * @AddExtensions(CachingExtension.class)
 * class BanServiceTest { … }
 * }</pre>
 *
 * <p>To test with a fixed set of caches, produce a bean with {@link #InMemoryVersions(String...)} instead.
 *
 * <p>New versions that are written in a JTA transaction become visible after its commit, and not at all after a
 * rollback. Each instance has its own versions, so each container starts anew.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class InMemoryVersions implements VersionSource {

    private final SortedMap<String, VersionRow> rows = new TreeMap<>();
    private final FreshVersion fresh = new FreshVersion();
    private final boolean startsAll;

    /** Creates versions for all caches that the application names. */
    public InMemoryVersions() {
        this.startsAll = true;
    }

    /** Creates versions for these caches only; others are unknown. */
    public InMemoryVersions(String... caches) {
        this.startsAll = false;
        for (String cache : caches) {
            rows.put(cache, new VersionRow(cache, 1, fresh.next()));
        }
    }

    @Override
    public boolean startsMissingCaches() {
        return startsAll;
    }

    @Override
    public synchronized List<VersionRow> read() {
        return List.copyOf(rows.values());
    }

    @Override
    public synchronized Collection<String> invalidate(SortedSet<String> caches) {
        List<String> missing = new ArrayList<>(caches);
        missing.removeAll(rows.keySet());
        for (String cache : caches) {
            rows.computeIfPresent(cache, (name, row) -> next(row));
        }
        return missing;
    }

    @Override
    public synchronized void invalidateAll() {
        rows.replaceAll((name, row) -> next(row));
    }

    private VersionRow next(VersionRow row) {
        return new VersionRow(row.cache(), row.revision() + 1, fresh.nextOtherThan(row.version()));
    }

    @Override
    public synchronized void start(SortedSet<String> caches) {
        for (String cache : caches) {
            rows.computeIfAbsent(cache, name -> new VersionRow(name, 1, fresh.next()));
        }
    }

    private synchronized Collection<String> missing(SortedSet<String> caches) {
        List<String> missing = new ArrayList<>(caches);
        missing.removeAll(rows.keySet());
        return missing;
    }

    @Override
    public Enlisted enlist() {
        return new Enlisted() {

            private final SortedSet<String> noted = new TreeSet<>();
            private boolean all;

            @Override
            public synchronized Collection<String> invalidate(SortedSet<String> caches) {
                noted.addAll(caches);
                return missing(caches);
            }

            @Override
            public synchronized void invalidateAll() {
                all = true;
            }

            @Override
            public List<VersionRow> read() {
                return InMemoryVersions.this.read();
            }

            @Override
            public synchronized void committed() {
                if (all) {
                    InMemoryVersions.this.invalidateAll();
                } else {
                    InMemoryVersions.this.invalidate(noted);
                }
            }

            @Override
            public void release() {
                // nothing to release
            }
        };
    }
}
