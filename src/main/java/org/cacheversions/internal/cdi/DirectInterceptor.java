package org.cacheversions.internal.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.InjectionTarget;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.enterprise.inject.spi.PassivationCapable;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.cacheversions.VersionedCache;
import org.jspecify.annotations.Nullable;

/**
 * {@link VersionedCacheInterceptor} as a bean of its own. The container calls {@link #intercept} directly, while it
 * would call the method of an interceptor class by reflection for each call of a cached method. Thread-safe.
 */
final class DirectInterceptor implements Interceptor<VersionedCacheInterceptor>, Prioritized, PassivationCapable {

    private final InjectionTarget<VersionedCacheInterceptor> instances;

    DirectInterceptor(BeanManager beans) {
        this.instances = beans.getInjectionTargetFactory(beans.createAnnotatedType(VersionedCacheInterceptor.class))
                .createInjectionTarget(this);
    }

    @Override
    public @Nullable Object intercept(
            InterceptionType type, VersionedCacheInterceptor instance, InvocationContext invocation) throws Exception {
        return instance.call(invocation);
    }

    @Override
    public boolean intercepts(InterceptionType type) {
        return type == InterceptionType.AROUND_INVOKE;
    }

    @Override
    public Set<Annotation> getInterceptorBindings() {
        return Set.of(VersionedCacheInterceptor.class.getAnnotation(VersionedCache.class));
    }

    @Override
    public int getPriority() {
        return VersionedCacheInterceptor.PRIORITY;
    }

    @Override
    public VersionedCacheInterceptor create(CreationalContext<VersionedCacheInterceptor> context) {
        VersionedCacheInterceptor instance = instances.produce(context);
        instances.inject(instance, context);
        return instance;
    }

    @Override
    public void destroy(VersionedCacheInterceptor instance, CreationalContext<VersionedCacheInterceptor> context) {
        instances.dispose(instance);
        context.release();
    }

    @Override
    public Set<InjectionPoint> getInjectionPoints() {
        return instances.getInjectionPoints();
    }

    @Override
    public Class<?> getBeanClass() {
        return VersionedCacheInterceptor.class;
    }

    @Override
    public Set<Type> getTypes() {
        return Set.of(VersionedCacheInterceptor.class, Object.class);
    }

    @Override
    public String getId() {
        return VersionedCacheInterceptor.class.getName();
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return Dependent.class;
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return Set.of();
    }

    @Override
    public @Nullable String getName() {
        return null;
    }

    @Override
    public Set<Class<? extends Annotation>> getStereotypes() {
        return Set.of();
    }

    @Override
    public boolean isAlternative() {
        return false;
    }
}
