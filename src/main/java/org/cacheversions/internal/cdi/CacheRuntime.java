package org.cacheversions.internal.cdi;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.cacheversions.CachesInvalidated;
import org.cacheversions.internal.caffeine.LocalStore;
import org.cacheversions.internal.core.coherence.NodeServices;
import org.cacheversions.internal.core.config.Coherence;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.engine.CacheEngine;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.support.Closing;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/** Connects the core to the application when it is first used. Thread-safe. */
@ApplicationScoped
public class CacheRuntime {

    private final CacheVersionsExtension extension;
    private final Instance<Object> beans;
    private final Event<CachesInvalidated> event;
    private final Map<Class<?>, Map<Method, CachedMethod>> plans = new HashMap<>();
    private final Map<SortedSet<String>, CachedMethod> injected = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private VersionSource source;

    @SuppressWarnings("NullAway.Init")
    private CacheEngine engine;

    @SuppressWarnings("NullAway.Init")
    private CachedMethodFactory factory;

    @SuppressWarnings("NullAway.Init")
    private Invalidations invalidations;

    @SuppressWarnings("NullAway.Init")
    private EntityInvalidation entities;

    @SuppressWarnings("NullAway.Init")
    private CacheMetrics metrics;

    private @Nullable ApplicationResources surroundings;
    private @Nullable Background background;
    private @Nullable Background loads;

    /** Called for the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CacheRuntime() {
        this.extension = null;
        this.beans = null;
        this.event = null;
    }

    @Inject
    CacheRuntime(CacheVersionsExtension extension, BeanManager own) {
        this.extension = extension;
        BeanManager application = applicationOr(own);
        this.beans = application.createInstance();
        this.event = application.getEvent().select(CachesInvalidated.class);
    }

    /** On Payara, a library's bean manager sees no beans and observers of WEB-INF/classes; the one in JNDI does. */
    @SuppressWarnings("BanJNDI") // the name is a constant of the platform
    private static BeanManager applicationOr(BeanManager own) {
        try {
            return InitialContext.doLookup("java:comp/BeanManager");
        } catch (NamingException e) {
            return own;
        }
    }

    @PostConstruct
    void join() {
        ApplicationResources found = new ApplicationResources(beans, extension);
        surroundings = found;
        try {
            join(found, extension.configuration());
        } catch (RuntimeException | LinkageError e) {
            close(); // the container does not destroy an instance whose @PostConstruct failed
            throw e;
        }
    }

    private void join(ApplicationResources surroundings, Configuration configuration) {
        Transactions transactions = surroundings.transactions();
        source = surroundings.source(transactions);
        metrics = Listeners.of(beans.select(CacheMetrics.class).stream().toList(), OwnMetrics.of(beans));
        engine = new CacheEngine(
                new CacheEngine.Parts(
                        source,
                        store(configuration),
                        transactions,
                        metrics,
                        faults(),
                        List.of(metrics::invalidated, caches -> event.fire(new CachesInvalidated(caches)))),
                configuration.autoStart() || source.startsWhatIsNamed(),
                configuration.coherenceOfRequests(),
                node(configuration, surroundings));
        String guard = configuration.guard();
        if (guard != null) {
            engine.guardBy(surroundings.replica(guard, transactions));
        }
        if (extension.drafting().drafts().stream().anyMatch(ScannedMethod::isRefreshed)) {
            loads = Background.open(); // separate threads, so that loads do not delay reads of the versions
            engine.refreshBy(new RequestScopes(beans, loads.executor()));
        }
        entities = new EntityInvalidation(engine.invalidator(), engine.warnings());
        factory = new CachedMethodFactory(engine, configuration, metrics, beans);
        for (ScannedMethod draft : extension.drafting().drafts()) {
            plans.computeIfAbsent(draft.bean(), bean -> new HashMap<>()).put(draft.method(), factory.of(draft));
        }
        extension.drafting().injected().forEach(this::planOf);
        Map<BeanMethod, SortedSet<String>> invalidating = extension.drafting().invalidations();
        invalidating.forEach(
                (method, caches) -> engine.name(ScannedMethod.idOf(method.bean(), method.method()), caches));
        invalidations = new Invalidations(invalidating);
        EntityManagerFactory unit = surroundings.unit();
        if (unit != null) {
            new EntityTypes(unit, extension.sharedCacheMode()).join(engine, entities);
            if (configuration.warnsOfOtherDatabases()) {
                warnOfOtherDatabases(unit);
            }
        }
        metrics.opened(engine.figures()); // last, since nothing closes the metrics if the start fails
    }

    private void warnOfOtherDatabases(EntityManagerFactory unit) {
        SortedSet<String> elsewhere = extension.unitsElsewhere();
        if (!elsewhere.isEmpty()) {
            engine.warnings().once(DeploymentMessages.unitsElsewhere(elsewhere));
        }
        entities.warnOfOthersThan(unit.getMetamodel().getEntities().stream()
                .map(EntityType::getJavaType)
                .collect(Collectors.toSet()));
    }

    private CacheStore store(Configuration configuration) {
        LocalStore heap = new LocalStore(configuration.localMaxWeight(), configuration.localTimeToLive());
        return configuration.store().equals("local") ? heap : Stores.remote(configuration, heap, beans);
    }

    private @Nullable NodeServices node(Configuration configuration, ApplicationResources surroundings) {
        if (configuration.coherenceOfRequests().equals(Coherence.STRICT)) {
            return null;
        }
        Background opened = Background.open();
        background = opened;
        boolean leased = configuration.coherenceOfRequests().mode() == Coherence.Mode.LEASED;
        String acknowledgements = configuration.leaseAcknowledgements();
        return new NodeServices(
                clock(),
                opened.executor(),
                Hints.of(beans, configuration, opened.executor()),
                leased && !acknowledgements.equals("none") ? surroundings.register() : null,
                acknowledgements.equals("awaited"));
    }

    /** A test may provide clocks of its own. */
    private NodeClock clock() {
        Instance<NodeClock> bean = beans.select(NodeClock.class);
        return bean.isResolvable() ? bean.get() : NodeClock.SYSTEM;
    }

    private FaultPoint faults() {
        Instance<FaultPoint> bean = beans.select(FaultPoint.class);
        return bean.isResolvable() ? bean.get() : FaultPoint.NONE;
    }

    /** Returns the runtime of the current application. */
    public static CacheRuntime current() {
        return CDI.current().select(CacheRuntime.class).get();
    }

    /** Returns the invalidation by entities. */
    public EntityInvalidation entities() {
        return entities;
    }

    /** Returns the core. */
    public CacheEngine engine() {
        return engine;
    }

    /** Returns the source of the versions. */
    public VersionSource source() {
        return source;
    }

    CachedMethods plansOf(Class<?> bean) {
        boolean enabled = extension.configuration().enabled();
        return new CachedMethods(engine.calls(), enabled ? plans.getOrDefault(bean, Map.of()) : Map.of());
    }

    /** Returns whether caching is enabled. */
    public boolean isEnabled() {
        return extension.configuration().enabled();
    }

    CachedMethod planOf(SortedSet<String> caches) {
        return injected.computeIfAbsent(caches, factory::of);
    }

    SortedSet<String> invalidatedBy(Class<?> bean, Method method) {
        return invalidations.of(bean, method);
    }

    void invalidate(SortedSet<String> caches) {
        engine.invalidator().invalidate(caches);
    }

    @PreDestroy
    void leave() {
        Closing.each(List.of(metrics::closed, this::close));
    }

    private void close() {
        List<Runnable> steps = new ArrayList<>();
        if (engine != null) {
            steps.add(engine::close);
        }
        if (background != null) {
            steps.add(background::close);
        }
        if (loads != null) {
            steps.add(loads::close);
        }
        if (surroundings != null) {
            steps.add(surroundings::close); // last, since the other steps may still read the versions
        }
        Closing.each(steps);
    }
}
