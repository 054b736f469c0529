package org.cacheversions.internal.cdi;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cacheversions.CachesInvalidated;
import org.cacheversions.internal.caffeine.LocalStore;
import org.cacheversions.internal.core.coherence.NodeServices;
import org.cacheversions.internal.core.config.Coherence;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.engine.CacheEngine;
import org.cacheversions.internal.core.support.Closing;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.internal.opentelemetry.LoadSpans;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/** Builds the core from the application's resources, and closes those that it has opened. Used by one thread. */
final class EngineAssembly implements AutoCloseable {

    private final Instance<Object> beans;
    private final Deployment deployment;
    private final Event<CachesInvalidated> event;
    private final CacheMetrics metrics;
    private final ApplicationResources resources;
    private final List<Runnable> closing = new ArrayList<>();
    private @Nullable VersionSource source;
    private volatile @Nullable CacheEngine engine;

    EngineAssembly(
            Instance<Object> beans, Deployment deployment, Event<CachesInvalidated> event, CacheMetrics metrics) {
        this.beans = beans;
        this.deployment = deployment;
        this.event = event;
        this.metrics = metrics;
        this.resources = new ApplicationResources(beans, deployment);
    }

    CacheEngine engine() {
        Configuration configuration = deployment.configuration();
        Transactions transactions = resources.transactions();
        VersionSource found = resources.source(transactions);
        source = found;
        CacheEngine joined = new CacheEngine(
                new CacheEngine.Parts(
                        found,
                        store(configuration),
                        transactions,
                        metrics,
                        faults(),
                        List.of(
                                targets -> metrics.invalidated(targets.caches()),
                                targets -> event.fire(new CachesInvalidated(targets.scopes())))),
                switch (configuration.autoStart()) {
                    case TRUE -> true;
                    case FALSE -> false;
                    case GENERATED -> found.startsMissingCaches();
                },
                configuration.coherence(),
                node(configuration));
        engine = joined;
        closing.add(0, joined::close); // before the threads that it uses
        String guard = configuration.guard();
        if (guard != null) {
            joined.calls().replica(resources.replica(guard, transactions));
        }
        List<ScannedMethod> methods = deployment.scan().methods();
        if (configuration.verify() > 0 || methods.stream().anyMatch(ScannedMethod::isRefreshed)) {
            Background loads = Background.open(); // separate threads, so that loads do not delay reads of the versions
            closing.add(loads::close);
            RequestScopes executor = new RequestScopes(beans, loads.executor());
            joined.calls().refreshExecutor(executor);
            if (configuration.verify() > 0) {
                joined.calls()
                        .verify(HitVerification.of(
                                configuration.verify(),
                                methods,
                                executor,
                                clock(),
                                new HitVerification(joined.warnings()::log, clock())));
            }
        }
        if (configuration.spans()) {
            joined.calls().observe(LoadSpans.of(beans));
        }
        return joined;
    }

    /**
     * Reports what looks wrong. Must not be called in a transaction: it may hold the only connection, and a check needs
     * one.
     */
    void report(CacheEngine engine) {
        MisspeltNames.report(engine.named(), engine.methods(), engine.warnings());
        String staleH2 = resources.staleH2(resources.transactions());
        if (staleH2 != null) {
            engine.warnings().once(DeploymentMessages.staleH2(staleH2));
        }
    }

    /** Returns the unit of the versions, or {@code null} if they live elsewhere. */
    @Nullable
    EntityManagerFactory unit() {
        return resources.unit();
    }

    TableName table() {
        return resources.table();
    }

    @Nullable
    JournalTable journal() {
        return resources.journal();
    }

    VersionSource source() {
        return Objects.requireNonNull(source);
    }

    private CacheStore store(Configuration configuration) {
        LocalStore heap =
                new LocalStore(configuration.localMaxWeight(), configuration.localTimeToLive(), (method, weight) -> {
                    CacheEngine joined = engine;
                    if (joined != null) {
                        joined.refused(method, weight);
                    }
                });
        return configuration.store() == Configuration.Store.LOCAL ? heap : Stores.remote(configuration, heap, beans);
    }

    private @Nullable NodeServices node(Configuration configuration) {
        if (configuration.coherence().equals(Coherence.STRICT)) {
            return null;
        }
        Background background = Background.open();
        closing.add(background::close);
        boolean leased = configuration.coherence().mode() == Coherence.Mode.LEASED;
        Configuration.Acknowledgements acknowledgements = configuration.leaseAcknowledgements();
        return new NodeServices(
                clock(),
                background.executor(),
                Hints.of(beans, configuration, background.executor()),
                leased && acknowledgements != Configuration.Acknowledgements.NONE ? resources.register() : null,
                acknowledgements == Configuration.Acknowledgements.AWAITED);
    }

    /** The clocks of the machine, unless a test provides its own. */
    private NodeClock clock() {
        Instance<NodeClock> bean = beans.select(NodeClock.class);
        return bean.isResolvable() ? bean.get() : NodeClock.SYSTEM;
    }

    private FaultPoint faults() {
        Instance<FaultPoint> bean = beans.select(FaultPoint.class);
        return bean.isResolvable() ? bean.get() : FaultPoint.NONE;
    }

    @Override
    public void close() {
        closing.add(resources::close); // last, since the others read the versions
        Closing.each(closing);
        closing.clear();
    }
}
