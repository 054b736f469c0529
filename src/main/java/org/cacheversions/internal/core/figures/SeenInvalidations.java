package org.cacheversions.internal.core.figures;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.core.support.Origin;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.internal.core.versions.VersionSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The last invalidations that this node has seen: its own when they are announced, those of other nodes when the versions
 * are read. A read finds the own ones too, before or after they are announced; they must not be taken for invalidations
 * of another node. Thread-safe.
 */
final class SeenInvalidations {

    private static final int MOST = 100;
    private static final int MOST_NAMES = 20;
    private static final int LONGEST_NAME = 200;

    /** How long an invalidation that was announced early may be committed later. */
    private static final long LATEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final NodeClock clock;
    private final Deque<Seen> last = new ArrayDeque<>();
    private final Map<String, Own> unread = new HashMap<>();
    private volatile boolean owing;

    SeenInvalidations(NodeClock clock) {
        this.clock = clock;
    }

    /**
     * Adds an invalidation by this node.
     *
     * @param targets the texts of the scopes of each cache, or an empty set for the whole cache
     * @param writes returns how often the row of a cache was written
     */
    synchronized void announced(SortedMap<String, Set<String>> targets, ToIntFunction<String> writes, Origin origin) {
        long now = clock.nanoTime();
        long latest = origin.isAnnouncedEarly() ? now + LATEST_NANOS : now;
        targets.forEach((cache, scopes) -> unread.computeIfAbsent(cache, name -> new Own(now - origin.age(), latest))
                .add(writes.applyAsInt(cache), scopes, now, latest));
        owing = true;
        List<String> places =
                origin.places().stream().map(SeenInvalidations::cut).toList();
        String user = origin.user();
        add(new Seen(shown(targets, places, user == null ? null : cut(user)), now, new TreeMap<>()));
    }

    /** Adds those of the invalidations between two snapshots that are of other nodes. */
    void read(VersionSnapshot before, SnapshotReader.Read read) {
        if (before == read.snapshot().versions() && !owing) {
            return;
        }
        synchronized (this) {
            SortedMap<String, Long> others = new TreeMap<>();
            SortedMap<String, Set<String>> targets = new TreeMap<>();
            read.snapshot().versions().invalidationsSince(before).forEach((cache, times) -> {
                Own own = unread.get(cache);
                long rest = own == null ? times : own.without(times);
                if (rest > 0) {
                    others.put(cache, rest);
                    Set<String> scopes = read.snapshot()
                            .windows()
                            .invalidatedSince(cache, before.row(cache).revision());
                    targets.put(cache, own == null ? scopes : own.without(scopes));
                }
            });
            if (!others.isEmpty()) {
                add(new Seen(shown(targets, null, null), clock.nanoTime(), others));
            }
            unread.entrySet().removeIf(each -> isRead(each.getKey(), each.getValue(), read.beganNanos()));
            owing = !unread.isEmpty();
        }
    }

    /** Those that a read must have contained but has not were read before they were announced. */
    private boolean isRead(String cache, Own own, long beganNanos) {
        boolean contained = beganNanos - own.announced > 0;
        Iterator<Seen> newest = last.descendingIterator();
        while (contained && own.times > 0 && newest.hasNext()) {
            Seen seen = newest.next();
            Long others = seen.nanos - own.begun >= 0 ? seen.others.get(cache) : null;
            if (others != null && others > own.times) {
                seen.others.put(cache, others - own.times);
                own.times = 0;
            } else if (others != null) {
                own.times -= others;
                seen.others.remove(cache);
                seen.shown = without(cache, seen.shown);
                if (seen.others.isEmpty()) {
                    newest.remove();
                }
            }
        }
        return own.times == 0 || beganNanos - own.latest > 0;
    }

    private void add(Seen seen) {
        if (last.size() == MOST) {
            last.removeFirst();
        }
        last.addLast(seen);
    }

    private SeenInvalidation shown(
            SortedMap<String, Set<String>> targets, @Nullable List<String> places, @Nullable String user) {
        Stream<String> scopes = targets.entrySet().stream()
                .flatMap(each ->
                        each.getValue().stream().sorted().map(text -> each.getKey() + " " + JournalTable.shown(text)));
        return new SeenInvalidation(
                Instant.ofEpochMilli(clock.wallMillis()),
                first(targets.keySet().stream()),
                first(scopes),
                places,
                user);
    }

    private static SeenInvalidation without(String cache, SeenInvalidation shown) {
        List<String> caches = new ArrayList<>(shown.caches());
        caches.remove(cache);
        return new SeenInvalidation(
                shown.at(),
                caches,
                shown.scopes().stream()
                        .filter(scope -> !scope.startsWith(cache + " "))
                        .toList(),
                shown.places(),
                shown.user());
    }

    private static List<String> first(Stream<String> names) {
        List<String> some = new ArrayList<>(
                names.limit(MOST_NAMES + 1).map(SeenInvalidations::cut).toList());
        if (some.size() > MOST_NAMES) {
            some.set(MOST_NAMES, "\u2026");
        }
        return some;
    }

    private static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "\u2026";
    }

    synchronized List<SeenInvalidation> newestFirst() {
        List<SeenInvalidation> all = new ArrayList<>(last.size());
        last.descendingIterator().forEachRemaining(seen -> all.add(seen.shown));
        return all;
    }

    /** One of them, and how often other nodes have invalidated each of its caches in it. */
    private static final class Seen {

        private SeenInvalidation shown;
        private final long nanos;
        private final Map<String, Long> others;

        Seen(SeenInvalidation shown, long nanos, Map<String, Long> others) {
            this.shown = shown;
            this.nanos = nanos;
            this.others = others;
        }
    }

    /** Invalidations by this node that were announced, but that no read has shown yet. */
    private static final class Own {

        private final long begun;
        private final Set<String> scopes = new TreeSet<>();
        private long times;
        private long announced;
        private long latest;

        Own(long begun, long latest) {
            this.begun = begun;
            this.latest = latest;
        }

        void add(int writes, Set<String> texts, long now, long last) {
            latest = last - latest > 0 ? last : latest;
            times += writes;
            announced = now;
            texts.stream().limit(MOST).forEach(scopes::add);
        }

        long without(long seen) {
            long mine = Math.min(seen, times);
            times -= mine;
            return seen - mine;
        }

        Set<String> without(Set<String> seen) {
            Set<String> rest = new TreeSet<>(seen);
            rest.removeAll(scopes);
            return rest.isEmpty() ? seen : rest;
        }
    }
}
