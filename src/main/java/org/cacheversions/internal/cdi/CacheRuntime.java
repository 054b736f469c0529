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
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.cacheversions.CacheVersions;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.CachesInvalidated;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.call.SnapshotVersions;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.config.Configuration.FilterMapping;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.engine.CacheEngine;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.support.Closing;
import org.cacheversions.internal.core.transaction.Targets;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.internal.jpa.EntityInvalidation;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/** Connects the core to the application at its first use. Thread-safe. */
@ApplicationScoped
public class CacheRuntime {

    private static final Set<CacheRuntime> OPEN = ConcurrentHashMap.newKeySet();

    private final @Nullable ClassLoader application = Thread.currentThread().getContextClassLoader();
    private final Deployment deployment;
    private final Instance<Object> beans;
    private final Event<CachesInvalidated> event;
    private final Map<Class<?>, Map<Method, CachedMethod>> methods = new HashMap<>();
    private final Map<SortedSet<String>, Map<List<Object>, CachedMethod>> injected = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private EngineAssembly assembly;

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

    @SuppressWarnings("NullAway.Init")
    private TableName table;

    /** Called for the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CacheRuntime() {
        this.deployment = null;
        this.beans = null;
        this.event = null;
    }

    @Inject
    CacheRuntime(Deployment deployment, BeanManager own) {
        this.deployment = deployment;
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
        metrics = Listeners.of(beans);
        assembly = new EngineAssembly(beans, deployment, event, metrics);
        try {
            engine = assembly.engine();
            table = assembly.table();
            join(assembly.unit());
            OPEN.add(this);
        } catch (RuntimeException | LinkageError e) {
            assembly.close(); // the container does not destroy a bean that it could not create
            throw e;
        }
    }

    private void join(@Nullable EntityManagerFactory unit) {
        entities = new EntityInvalidation(engine.invalidator(), engine.warnings());
        factory = new CachedMethodFactory(engine, deployment.configuration(), metrics, beans);
        for (ScannedMethod scanned : deployment.scan().methods()) {
            methods.computeIfAbsent(scanned.bean(), bean -> new HashMap<>()).put(scanned.method(), factory.of(scanned));
        }
        deployment.scan().injected().forEach(caches -> injectedCache(caches, Object.class, 0));
        invalidations = new Invalidations(deployment.scan().invalidations());
        invalidations.caches().forEach(engine::declare);
        deployment.scan().taggedCaches().forEach((place, caches) -> {
            engine.declare(place, caches);
            engine.contexts().expectTags();
        });
        if (unit != null) {
            new Entities(unit, deployment, engine, entities).join();
            if (assembly.journal() == null && !deployment.scan().scopedCaches().isEmpty()) {
                engine.warnings().once(DeploymentMessages.noJournalEntity(deployment.shownUnit()));
            }
        }
        metrics.opened(engine.figures().stats()); // last, since a node that failed to start is not closed
    }

    /**
     * Returns the runtime of the application whose code is running. Weld SE knows that by the class that asks, and with
     * several containers it keeps the first one that it found, even when that one is closed.
     */
    public static CacheRuntime current() {
        try {
            return CDI.current().select(CacheRuntime.class).get();
        } catch (IllegalStateException e) {
            ClassLoader application = Thread.currentThread().getContextClassLoader();
            return OPEN.stream()
                    .filter(open -> open.application == application)
                    .findAny()
                    .orElseThrow(() -> e);
        }
    }

    /** Starts the engine with the application, outside any transaction. */
    public void start() {
        engine.start();
        assembly.report(engine);
    }

    public EntityInvalidation entities() {
        return entities;
    }

    public CacheEngine engine() {
        return engine;
    }

    public VersionSource source() {
        return assembly.source();
    }

    TableName table() {
        return table;
    }

    @Nullable
    JournalTable journal() {
        return assembly.journal();
    }

    CachedMethods methodsOf(Class<?> bean) {
        return new CachedMethods(engine.calls(), isEnabled() ? methods.getOrDefault(bean, Map.of()) : Map.of());
    }

    /** Throws if the scan at deployment has not found this method in the class of this bean. */
    void requireInspected(Class<?> bean, Method method) {
        if (isEnabled()
                && !(deployment.scan().isInspected(bean)
                        && method.getDeclaringClass().isAssignableFrom(bean))) {
            throw new CacheVersionsException(DeploymentMessages.unknownCached(ScannedMethod.idOf(bean, method)));
        }
    }

    public boolean isEnabled() {
        return deployment.configuration().enabled();
    }

    /** Returns whether the library maps its servlet filter if the application does not. */
    public boolean mapsFilter() {
        return deployment.configuration().filter() == FilterMapping.AUTO;
    }

    /** Returns whether each request is traced, not only those of operators. */
    public boolean isTracing() {
        return deployment.configuration().trace();
    }

    /** Returns the configured text that changes with each build of the application, or {@code null}. */
    public @Nullable String revision() {
        return deployment.configuration().revision();
    }

    /** Returns what was found at deployment. */
    CachedMethodScan scan() {
        return deployment.scan();
    }

    /** Returns the options of injected caches of these names for values of this type. */
    CachedMethod injectedCache(SortedSet<String> caches, Type type, int components) {
        return injected.computeIfAbsent(caches, names -> new ConcurrentHashMap<>())
                .computeIfAbsent(List.of(type, components), values -> factory.of(caches, type, components));
    }

    /** Returns a scope, or throws {@link IllegalArgumentException} if it cannot be one of its cache. */
    Scope checked(Scope scope) {
        deployment.scan().require(scope);
        return scope;
    }

    /** Returns the texts of the components of a scope of injected caches; throws as {@link #checked}. */
    List<String> scope(SortedSet<String> caches, Object... components) {
        for (String cache : caches) {
            deployment.scan().requireOrFix(Scope.of(cache, components));
        }
        return Scope.of(caches.first(), components).components();
    }

    /** Returns the versions that a request sees. */
    public CacheVersions versions(VersionContext context) {
        return new SnapshotVersions(context, this::checked);
    }

    /** Returns what a call will invalidate. */
    Targets invalidatedBy(Class<?> bean, Method method, @Nullable Object[] arguments) {
        return invalidations.of(bean, method, arguments);
    }

    void invalidate(Targets targets, String place) {
        engine.invalidator().invalidate(targets, place);
    }

    CompletionStage<?> invalidateAfter(CompletionStage<?> stage, Targets targets, String place) {
        return engine.invalidator().invalidateAfter(stage, targets, place);
    }

    @PreDestroy
    void leave() {
        OPEN.remove(this);
        Closing.each(List.of(metrics::closed, entities::close, assembly::close));
    }
}
