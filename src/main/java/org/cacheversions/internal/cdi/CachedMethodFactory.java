package org.cacheversions.internal.cdi;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Constructor;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.cacheversions.CacheFilter;
import org.cacheversions.CacheKeyGenerator;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.engine.CacheEngine;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.ScopeParameters;
import org.cacheversions.internal.core.entries.Statistics;
import org.cacheversions.spi.CacheMetrics;
import org.jspecify.annotations.Nullable;

/** Creates and registers the cached methods that the scan has found, and those of injected caches. */
final class CachedMethodFactory {

    private final CacheEngine engine;
    private final Configuration configuration;
    private final CacheMetrics metrics;
    private final Instance<Object> beans;

    CachedMethodFactory(CacheEngine engine, Configuration configuration, CacheMetrics metrics, Instance<Object> beans) {
        this.engine = engine;
        this.configuration = configuration;
        this.metrics = metrics;
        this.beans = beans;
    }

    CachedMethod of(ScannedMethod method) {
        CachedMethod.Options options = new CachedMethod.Options(
                method.timeToLive(configuration),
                method.binding().cacheNulls(),
                method.binding().lockTimeout().isEmpty()
                        ? configuration.lockTimeout()
                        : Configuration.duration(method.binding().lockTimeout()),
                instance(method.binding().keyGenerator(), CacheKeyGenerator.class, method.id()),
                instance(method.binding().unless(), CacheFilter.class, method.id()),
                duration(method.binding().staleOnError()),
                duration(method.binding().refreshAhead()),
                method.apart());
        return engine.register(index -> new CachedMethod(
                index,
                method.id(),
                method.method(),
                method.caches(),
                method.keyParameters(),
                method.valueType(),
                method.isAsynchronous(),
                options,
                new Statistics(method.id(), metrics),
                method.scopes()));
    }

    /** Registers an injected cache for values of a type; its arguments are the key and the components of the scope. */
    CachedMethod of(SortedSet<String> caches, Type type, int components) {
        String id = "Cache" + caches + (type == Object.class ? "" : "(" + type.getTypeName() + ")")
                + (components == 0 ? "" : "[" + components + "]");
        ScopeParameters scopes = components == 0
                ? ScopeParameters.none(caches)
                : ScopeParameters.all(
                        caches, IntStream.rangeClosed(1, components).boxed().toList());
        return engine.register(index -> new CachedMethod(
                index,
                id,
                null,
                caches,
                List.of(),
                type,
                false,
                new CachedMethod.Options(
                        configuration.timeToLiveOf(caches), true, configuration.lockTimeout(), null, null),
                new Statistics(id, metrics),
                scopes));
    }

    private static @Nullable Duration duration(String annotated) {
        return annotated.isEmpty() ? null : Configuration.duration(annotated);
    }

    private <T> @Nullable T instance(Class<? extends T> type, Class<T> none, String place) {
        if (type == none) {
            return null;
        }
        Instance<? extends T> bean = beans.select(type);
        if (bean.isResolvable()) {
            return bean.get();
        }
        T exact = exactly(type, place);
        if (exact != null) {
            return exact;
        }
        try {
            Constructor<? extends T> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new InvalidConfigurationException(DeploymentMessages.notInstantiable(place, type, e), e);
        }
    }

    /** Returns the bean of exactly this class, also if its subclasses are beans or it has a qualifier. */
    private <T> @Nullable T exactly(Class<? extends T> type, String place) {
        Instance<? extends T> all = beans.select(type, Any.Literal.INSTANCE);
        if (all.isUnsatisfied()) {
            return null;
        }
        List<? extends Instance.Handle<? extends T>> exact = all.handlesStream()
                .filter(handle -> handle.getBean().getBeanClass() == type)
                .toList();
        if (exact.size() == 1) {
            return exact.get(0).get();
        }
        throw new InvalidConfigurationException(DeploymentMessages.severalBeans(place, type));
    }
}
