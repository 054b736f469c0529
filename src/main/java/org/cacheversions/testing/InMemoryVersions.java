package org.cacheversions.testing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import org.cacheversions.internal.core.transaction.Invalidation;
import org.cacheversions.internal.core.transaction.Targets;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.spi.JournalRecord;
import org.cacheversions.spi.JournaledVersions;
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
    private final List<JournalRecord> journal = new ArrayList<>();
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
            put(new VersionRow(cache, 1, fresh.next()), Set.of(JournalRecord.WHOLE));
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
    public synchronized JournaledVersions read(Function<List<VersionRow>, SortedMap<String, Long>> since) {
        SortedMap<String, Long> first = since.apply(read());
        return new JournaledVersions(
                read(),
                journal.stream()
                        .filter(each -> each.revision() >= first.getOrDefault(each.cache(), Long.MAX_VALUE))
                        .toList());
    }

    @Override
    public Collection<String> invalidate(SortedSet<String> caches) {
        return invalidate(Targets.whole(caches).scopes());
    }

    @Override
    public synchronized Collection<String> invalidate(SortedMap<String, Set<String>> scopes) {
        scopes.forEach((cache, texts) -> {
            VersionRow old = rows.get(cache);
            if (old != null) {
                put(next(old), texts.isEmpty() ? Set.of(JournalRecord.WHOLE) : texts);
            }
        });
        return missing(scopes.keySet());
    }

    @Override
    public synchronized void invalidateAll() {
        rows.replaceAll((name, row) -> next(row));
    }

    private void put(VersionRow row, Set<String> scopes) {
        rows.put(row.cache(), row);
        scopes.forEach(text -> journal.add(new JournalRecord(row.cache(), row.revision(), text, row.version())));
    }

    private VersionRow next(VersionRow row) {
        return new VersionRow(row.cache(), row.revision() + 1, fresh.nextOtherThan(row.version()));
    }

    @Override
    public synchronized void start(SortedSet<String> caches) {
        for (String cache : missing(caches)) {
            put(new VersionRow(cache, 1, fresh.next()), Set.of(JournalRecord.WHOLE));
        }
    }

    private synchronized Collection<String> missing(Collection<String> caches) {
        List<String> missing = new ArrayList<>(caches);
        missing.removeAll(rows.keySet());
        return missing;
    }

    @Override
    public Enlisted enlist() {
        return new Enlisted() {

            private final Invalidation noted = new Invalidation();

            @Override
            public Collection<String> invalidate(SortedSet<String> caches) {
                return invalidate(Targets.whole(caches).scopes());
            }

            @Override
            public Collection<String> invalidate(SortedMap<String, Set<String>> scopes) {
                noted.add(new Targets(scopes));
                return missing(scopes.keySet());
            }

            @Override
            public void invalidateAll() {
                noted.addAll();
            }

            @Override
            public List<VersionRow> read() {
                return InMemoryVersions.this.read();
            }

            @Override
            public void committed() {
                if (noted.isAll()) {
                    InMemoryVersions.this.invalidateAll();
                } else {
                    InMemoryVersions.this.invalidate(noted.targets().scopes());
                }
            }

            @Override
            public void release() {
                // nothing to release
            }
        };
    }
}
