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
 * Versions in memory, for tests without a database. Add the class to the beans of the test, and every cache that the
 * tested classes name is there; no persistence unit is opened.
 *
 * <pre>{@code
 * @EnableAutoWeld
 * @AddBeanClasses({BanService.class, InMemoryVersions.class})
 * @AddExtensions(CacheVersionsExtension.class)
 * class BanServiceTest { … }
 * }</pre>
 *
 * <p>In a JTA transaction new versions are seen once it has committed, and not at all if it is rolled back. Safe for use
 * by many threads.
 */
@ApplicationScoped
public class InMemoryVersions implements VersionSource {

    private final SortedMap<String, VersionRow> rows = new TreeMap<>();
    private final FreshVersion fresh = new FreshVersion();
    private final boolean startsAll;

    /** Starts what the application names. */
    public InMemoryVersions() {
        this.startsAll = true;
    }

    /** Starts these caches and no other. */
    public InMemoryVersions(String... caches) {
        this.startsAll = false;
        for (String cache : caches) {
            rows.put(cache, new VersionRow(cache, 1, fresh.next()));
        }
    }

    @Override
    public boolean startsWhatIsNamed() {
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
            public synchronized void committed() {
                if (all) {
                    InMemoryVersions.this.invalidateAll();
                } else {
                    InMemoryVersions.this.invalidate(noted);
                }
            }

            @Override
            public void release() {
                // it holds nothing
            }
        };
    }
}
