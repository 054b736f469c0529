package org.cacheversions.internal.core.call;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cacheversions.Scope;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.coherence.Startup;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.transaction.ActiveTransaction;
import org.cacheversions.internal.core.transaction.AllTransactions;
import org.cacheversions.internal.core.transaction.Invalidation;
import org.cacheversions.internal.core.versions.ScopeWindows;
import org.cacheversions.internal.core.versions.VersionSnapshot;
import org.cacheversions.spi.ScopeStamp;
import org.jspecify.annotations.Nullable;

/** Binds contexts to threads. Thread-safe. */
public final class VersionContexts {

    @SuppressWarnings("ThreadLocalUsage") // one per application, freed with it; whatever is set is always removed
    private final ThreadLocal<@Nullable VersionContext> bound = new ThreadLocal<>();

    @SuppressWarnings("ThreadLocalUsage") // as above; holds only a weak reference if a request ends on another thread
    private final ThreadLocal<@Nullable WeakReference<VersionContext>> unbound = new ThreadLocal<>();

    private final Startup snapshots;
    private final LateSnapshots late;
    private final ScopeWindows windows;
    private final AllTransactions transactions;
    private final Warnings warnings;
    private volatile boolean tagging;

    public VersionContexts(Startup snapshots, SnapshotReader reader, AllTransactions transactions, Warnings warnings) {
        this.snapshots = snapshots;
        this.windows = reader.windows();
        this.late = new LateSnapshots(snapshots, reader, transactions, warnings);
        this.transactions = transactions;
        this.warnings = warnings;
    }

    /** Returns the context of this thread, if it has one. */
    public @Nullable VersionContext current() {
        return bound.get();
    }

    /** Returns the name of the user whose request this thread serves, or {@code null}. */
    @Nullable
    String user() {
        VersionContext context = current();
        RequestFacts facts = context == null ? null : context.facts();
        return facts == null ? null : facts.user();
    }

    /** Prevents the load in progress on this thread, if any, from being stored. */
    public void taint() {
        VersionContext context = current();
        if (context != null) {
            context.taint();
        }
    }

    /** Creates a context for a request, pinned to a snapshot that is read now. It is not bound yet. */
    public VersionContext pin() {
        ActiveTransaction transaction = transactions.active();
        boolean isLate = transaction != null;
        VersionContext context;
        try {
            context = new VersionContext(isLate ? late.read() : snapshots.served(), null, isLate);
        } catch (VersionsUnavailableException e) {
            context = new VersionContext(null, e, isLate);
        }
        return noting(transaction, context);
    }

    /** Creates a context whose loads do not run in the transaction of this thread, so that its labels are not late. */
    private VersionContext pinApart() {
        VersionContext context;
        try {
            context = new VersionContext(snapshots.served(), null, false);
        } catch (VersionsUnavailableException e) {
            context = new VersionContext(null, e, false);
        }
        return noting(transactions.active(), context);
    }

    private VersionContext noting(@Nullable ActiveTransaction transaction, VersionContext context) {
        if (transaction != null && transaction.work() != null) {
            context.invalidated(transaction.work().invalidation());
        }
        transactions.pending().forEach(context::invalidated);
        if (tagging) {
            var unused = context.used();
        }
        return context;
    }

    /** Returns whether caches without a row will be started, so that they are not unknown. */
    boolean isStarting() {
        return snapshots.isStarting();
    }

    /**
     * Creates a context for a request that the filter has not seen. It is not bound, but what this thread invalidates is
     * noted in it.
     */
    public VersionContext pinUnbound() {
        VersionContext context = pin();
        unbound.set(new WeakReference<>(context));
        return context;
    }

    /** Forgets the context that {@link #pinUnbound} has created on this thread. */
    public void forgetUnbound() {
        unbound.remove();
    }

    /** Prevents the load in progress on this thread, if any, from being stored: it invalidates something. */
    void invalidatesInLoad() {
        VersionContext context = current();
        if (context != null) {
            context.invalidatesInLoad();
        }
    }

    /** Makes the request of this thread bypass the store for these caches from now on. */
    void invalidated(Invalidation invalidation) {
        VersionContext context = bound.get();
        if (context != null) {
            context.invalidated(invalidation);
        }
        invalidatesInLoad();
        WeakReference<VersionContext> other = unbound.get();
        VersionContext noted = other == null ? null : other.get();
        if (noted != null) {
            noted.invalidated(invalidation);
        }
    }

    /** Says that responses may get tags, so that each request notes what it uses, also before its tag is begun. */
    public void expectTags() {
        tagging = true;
    }

    public boolean expectsTags() {
        return tagging;
    }

    /**
     * Begins the tag of a response, and notes what the request uses from now on.
     *
     * @param caches what the response depends on as a whole
     * @return {@code null} if the request has no trustworthy versions of these caches, so that there can be no tag
     */
    public @Nullable ResponseTag tag(
            VersionContext context, SortedSet<String> caches, List<Scope> scopes, TagPolicy policy) {
        SortedSet<String> all = new TreeSet<>(caches);
        List<Scope> allScopes = new ArrayList<>(scopes);
        scopes.forEach(scope -> windows.add(scope.cache())); // there may be no cached method with this scope
        UsedCaches used = context.used();
        ResponseTag outer = context.tag();
        if (outer != null) { // of a filter, or of a bean that has called this one: its response contains this one
            used.add(caches, scopes);
            all.addAll(outer.caches());
            allScopes.addAll(outer.scopes());
        }
        ResponseTag tag = ResponseTag.of(context, all, allScopes, policy, transactions::isActive, warnings::once);
        context.tag(tag);
        return tag;
    }

    /** Returns versions that are read now, on the connection of the active transaction if there is one. */
    VersionSnapshot fresh() {
        return (transactions.isActive() ? late.read() : snapshots.fresh()).versions();
    }

    /** Reads the versions if a stamp is newer than what this node knows, and returns whether it did. */
    boolean catchesUp(List<ScopeStamp> stamps) {
        if (!windows.areBehind(stamps) || transactions.isActive()) {
            return false;
        }
        try {
            snapshots.fresh();
            return true;
        } catch (VersionsUnavailableException e) {
            return false;
        }
    }

    /** Pins a snapshot that is read now, to a new context for one cached call without a request. */
    VersionContext pinOneCall(boolean apart) {
        VersionContext context = apart ? pinApart() : pin();
        context.withoutRequest();
        return context;
    }

    /** Pins a snapshot whose SELECT begins now, to a new context of a verification. */
    VersionContext pinFresh() {
        VersionContext context = new VersionContext(snapshots.fresh(), null, false);
        context.withoutRequest();
        context.rerun(new Rerun());
        return context;
    }

    /** Binds such a context to this thread, which must unbind it after the call. */
    VersionContext bindOneCall(boolean apart) {
        VersionContext context = pinOneCall(apart);
        bound.set(context);
        return context;
    }

    /** Binds a context to this thread and returns the previous one, which the caller must bind again afterwards. */
    public @Nullable VersionContext bind(@Nullable VersionContext context) {
        VersionContext previous = bound.get();
        if (context == null) {
            bound.remove();
        } else {
            bound.set(context);
        }
        return previous;
    }
}
