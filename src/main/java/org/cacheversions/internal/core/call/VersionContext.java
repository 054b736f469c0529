package org.cacheversions.internal.core.call;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cacheversions.Scope;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.entries.PendingStage;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.transaction.ActiveTransaction;
import org.cacheversions.internal.core.transaction.Invalidation;
import org.cacheversions.internal.core.transaction.TransactionWork;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.internal.core.versions.VersionSnapshot;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.MissReason;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot that a request, or an outermost cached call outside a request, is pinned to, and what it has invalidated
 * since. Used by one thread at a time; its transactions may end on another thread.
 */
public final class VersionContext {

    private final @Nullable SnapshotView view;
    private final @Nullable VersionsUnavailableException failure;
    private final boolean late;
    private boolean request = true;
    private final OwnInvalidations own = new OwnInvalidations();
    private final Map<Scope, VersionRow> labels = new HashMap<>();
    private @Nullable LoadFrame frame;
    private @Nullable RequestFacts facts;
    private @Nullable ResponseTag tag;
    private @Nullable UsedCaches used;
    private @Nullable Trace trace;
    private @Nullable Rerun rerun;

    VersionContext(@Nullable SnapshotView view, @Nullable VersionsUnavailableException failure, boolean late) {
        this.view = view;
        this.failure = failure;
        this.late = late;
    }

    /** Returns the snapshot, or throws if it could not be read. */
    public VersionSnapshot requireSnapshot() {
        if (view != null) {
            return view.versions();
        }
        throw new VersionsUnavailableException(VersionMessages.versionsUnavailableNow(), failure);
    }

    @Nullable
    SnapshotView view() {
        return view;
    }

    /** Returns the versions, or {@code null} if they could not be read. */
    @Nullable
    VersionSnapshot snapshot() {
        return view == null ? null : view.versions();
    }

    void withoutRequest() {
        request = false;
    }

    /** Returns whether this is the context of a request, whose labels were fixed before it did anything. */
    public boolean isRequest() {
        return request;
    }

    /** Makes cached calls load anew, below the load that is verified. */
    void rerun(Rerun results) {
        rerun = results;
    }

    /** Returns what the cached calls of a verification have returned, or {@code null} if this is none. */
    @Nullable
    Rerun rerun() {
        return rerun;
    }

    /** Returns whether a transaction was already active when the labels were fixed: its data may be older. */
    boolean isLate() {
        return late;
    }

    @Nullable
    LoadFrame frame() {
        return frame;
    }

    void frame(@Nullable LoadFrame current) {
        frame = current;
    }

    /** Returns what the tag of the response may depend on besides versions, or {@code null} outside a request. */
    public @Nullable RequestFacts facts() {
        return facts;
    }

    public void facts(RequestFacts ofRequest) {
        facts = ofRequest;
    }

    /** Returns the tag that the response gets unless something stands against it, or {@code null}. */
    public @Nullable ResponseTag tag() {
        return tag;
    }

    void tag(@Nullable ResponseTag ofResponse) {
        tag = ofResponse;
    }

    /** Returns the record of this request's cached calls, which begins with the first call of this method. */
    UsedCaches used() {
        UsedCaches known = used;
        if (known == null) {
            known = new UsedCaches();
            used = known;
        }
        return known;
    }

    /** Makes the response go without a tag, whether one has been begun or not. */
    public void refuseTags() {
        used().refuse();
    }

    /** Notes a call, for the tag of the response. */
    void uses(CachedMethod method, @Nullable Object[] arguments) {
        if (used != null) {
            used.add(method, arguments);
        }
    }

    /** Returns the record of this request's cached calls for its operator, or {@code null}. */
    public @Nullable Trace trace() {
        return trace;
    }

    public void trace(Trace ofRequest) {
        trace = ofRequest;
    }

    boolean isTraced() {
        return trace != null;
    }

    @Nullable
    Object traced(CachedMethod method, @Nullable EntryKey key, Load load) throws Exception {
        Trace known = trace;
        return known == null ? load.run() : known.run(method, key, load);
    }

    /** Returns the outcome of the cached call in progress. */
    Outcome outcome() {
        Trace known = trace;
        return known == null ? new Outcome() : known.current();
    }

    /** Prevents the load in progress, if any, from being stored: it has used data that must not be shared. */
    void taint() {
        if (frame != null) {
            frame.taint();
        }
    }

    /** Makes a load that began before this transaction depend on its commit, since the load has used its data. */
    void usedIn(@Nullable ActiveTransaction transaction, TransactionWork work) {
        if (frame != null && !frame.isOf(transaction)) {
            frame.await(work);
        }
    }

    /** Prevents the load in progress, if any, from being stored: it has invalidated something. */
    void invalidatesInLoad() {
        if (frame != null) {
            frame.invalidates();
        }
    }

    /** Bypasses the store for these caches from now on, unless the invalidation is undone. */
    public void invalidated(Invalidation invalidation) {
        own.add(invalidation);
    }

    int separateInvalidations() {
        return own.separate();
    }

    /** Returns whether no entry of a method can be used, whatever its scopes. */
    boolean hasInvalidated(CachedMethod method) {
        return own.coverMethod(method);
    }

    boolean hasInvalidatedScopes(List<ScopeStamp> stamps) {
        return own.coverAnyStamp(stamps);
    }

    boolean hasInvalidated(Collection<VersionRow> rows) {
        return own.coverAnyRow(rows);
    }

    /** Returns the label of a scope, which stays the same for the whole request. */
    synchronized VersionRow label(Scope scope) {
        VersionRow row = requireSnapshot().row(scope.cache());
        SnapshotView pinned = view;
        return pinned == null
                ? row
                : labels.computeIfAbsent(scope, first -> pinned.windows().label(scope.text(), row));
    }

    /** Returns stamps of the scopes with the labels of this request. */
    List<ScopeStamp> stamps(List<Scope> scopes) {
        List<ScopeStamp> stamps = new ArrayList<>(scopes.size());
        for (Scope scope : scopes) {
            stamps.add(new ScopeStamp(requireSnapshot().row(scope.cache()), scope.text()));
        }
        return List.copyOf(stamps);
    }

    /** Returns stamps of the scopes at these revisions, or {@code null} if one is not valid any more, or not known. */
    @Nullable
    List<ScopeStamp> stampsAt(List<Scope> scopes, long[] revisions) {
        SnapshotView pinned = view;
        if (pinned == null || scopes.size() != revisions.length) {
            return null;
        }
        List<ScopeStamp> stamps = new ArrayList<>(revisions.length);
        for (int i = 0; i < revisions.length; i++) {
            Scope scope = scopes.get(i);
            VersionRow label = pinned.windows().at(scope.cache(), revisions[i]);
            if (label == null) {
                return null;
            }
            stamps.add(new ScopeStamp(label, scope.text()));
        }
        return pinned.windows().areValid(stamps) ? stamps : null;
    }

    /** Counts a lookup that found nothing it can use. */
    void missed(Generation generation, EntryKey key, @Nullable CachedValue found) {
        if (rerun != null) {
            return; // a verification is nobody's call
        }
        generation.method().statistics().miss(found == null ? generation.reason(key) : reason(found));
    }

    /** Counts a lookup that bypasses the store: its caller gets the value elsewhere, under unknown labels. */
    void bypassed(CachedMethod method) {
        method.statistics().bypassed();
        taint();
    }

    /** Records what a failure of another thread's load depends on for the enclosing load. */
    void failed(Miss miss, CachedValue failure) {
        miss.count();
        Generation generation = miss.generation();
        if (frame != null) {
            frame.read(generation.labels(), failure.reads());
            readScopes(frame, failure.stamps());
        }
    }

    /** Counts a hit, adds its dependencies to the enclosing load, and returns what the caller gets. */
    @Nullable
    Object hit(Generation generation, CachedValue found) {
        CachedMethod method = generation.method();
        if (rerun == null) { // a verification is nobody's call
            method.statistics().hit();
        }
        if (frame != null) {
            frame.read(generation.labels(), found.reads());
            readScopes(frame, found.stamps());
        }
        if (used != null) {
            used.add(found.reads(), found.stamps());
        }
        return PendingStage.served(method, found.value());
    }

    /** Returns whether an entry of the right labels is valid here under the further labels that it depends on. */
    boolean accepts(CachedValue entry) {
        return acceptsReads(entry) && (entry.stamps().isEmpty() || acceptsStamps(entry.stamps()));
    }

    /** Returns whether the further labels that an entry depends on are current here, whatever its scopes. */
    boolean acceptsReads(CachedValue entry) {
        return entry.reads().isEmpty() || acceptsReads(entry.reads());
    }

    /** Returns why an entry that was found can't be used here. */
    MissReason reason(CachedValue entry) {
        if (accepts(entry)) {
            return MissReason.EXPIRED;
        }
        return view != null && view.windows().areBefore(entry.stamps())
                ? MissReason.OUTSIDE_WINDOW
                : MissReason.INVALIDATED;
    }

    private boolean acceptsStamps(List<ScopeStamp> stamps) {
        SnapshotView pinned = view;
        return pinned != null && pinned.windows().areValid(stamps) && !hasInvalidatedScopes(stamps);
    }

    /** The enclosing load depends on the scopes from the label of this request on, which may be older than the entry. */
    private void readScopes(LoadFrame enclosing, List<ScopeStamp> stamps) {
        if (!stamps.isEmpty()) {
            enclosing.readScopes(stamps.stream()
                    .map(stamp ->
                            new ScopeStamp(requireSnapshot().row(stamp.label().cache()), stamp.scope()))
                    .toList());
        }
    }

    private boolean acceptsReads(List<VersionRow> reads) {
        return requireSnapshot().has(reads) && !hasInvalidated(reads);
    }
}
