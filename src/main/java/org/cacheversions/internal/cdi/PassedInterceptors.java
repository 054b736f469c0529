package org.cacheversions.internal.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.interceptor.AroundInvoke;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the interceptors and decorators that run inside the interceptor of {@code @VersionedCache}. A hit skips them,
 * and with them a check of permissions. Used by one thread at a time.
 */
final class PassedInterceptors {

    /**
     * The bindings whose interceptors a hit may skip: it needs no transaction, and its arguments, which equal those
     * of the load, were valid then.
     */
    private static final Set<String> BY_DESIGN = Set.of(
            "jakarta.transaction.Transactional", "org.hibernate.validator.cdi.internal.interceptor.MethodValidated");

    private final Map<AnnotatedType<?>, Bean<?>> inspected = new LinkedHashMap<>();

    void inspect(AnnotatedType<?> type, Bean<?> bean) {
        inspected.put(type, bean);
    }

    /** Returns a warning for each bean with cached methods whose hits skip something. */
    List<String> warnings(List<ScannedMethod> methods, BeanManager beans) {
        List<String> warnings = new ArrayList<>();
        inspected.forEach((type, bean) -> {
            Set<String> passed = new TreeSet<>();
            for (ScannedMethod method : methods) {
                if (method.bean() == type.getJavaClass()) {
                    Set<Class<?>> accepted = Set.of(method.binding().skips());
                    for (Passed each : passed(type, bean, method, beans)) {
                        if (!accepted.contains(each.type)) {
                            passed.add(method.method().getName() + ": " + each.type.getName() + " " + each.place);
                        }
                    }
                }
            }
            if (!passed.isEmpty()) {
                warnings.add(DeploymentMessages.passedByHits(type.getJavaClass(), passed));
            }
        });
        return warnings;
    }

    /**
     * Something that a hit does not call.
     *
     * @param type its class
     * @param place a description of where it was found
     */
    private record Passed(Class<?> type, String place) {}

    private static List<Passed> passed(AnnotatedType<?> type, Bean<?> bean, ScannedMethod method, BeanManager beans) {
        List<Passed> passed = new ArrayList<>();
        boolean inside = false;
        for (Interceptor<?> each :
                beans.resolveInterceptors(InterceptionType.AROUND_INVOKE, bindings(type, bean, method, beans))) {
            if (each.getBeanClass() == VersionedCacheInterceptor.class) {
                inside = true;
            } else if (inside && each.getBeanClass() != InvalidatesCacheInterceptor.class && !isByDesign(each)) {
                passed.add(new Passed(each.getBeanClass(), priority(each)));
            }
        }
        for (AnnotatedMethod<?> each : type.getMethods()) {
            if (each.isAnnotationPresent(AroundInvoke.class)) {
                passed.add(new Passed(each.getJavaMember().getDeclaringClass(), "(@AroundInvoke of the bean)"));
            }
        }
        beans.resolveDecorators(bean.getTypes(), bean.getQualifiers().toArray(Annotation[]::new))
                .forEach(each -> passed.add(new Passed(each.getBeanClass(), "(decorator)")));
        return passed;
    }

    private static boolean isByDesign(Interceptor<?> interceptor) {
        return interceptor.getInterceptorBindings().stream()
                .allMatch(binding -> BY_DESIGN.contains(binding.annotationType().getName()));
    }

    private static String priority(Interceptor<?> interceptor) {
        if (interceptor instanceof Prioritized prioritized) {
            return "(priority " + prioritized.getPriority() + ")";
        }
        Priority priority = interceptor.getBeanClass().getAnnotation(Priority.class);
        return priority == null ? "(enabled in beans.xml)" : "(priority " + priority.value() + ")";
    }

    /** Returns the bindings of a method and its class, where those of the method replace those of the class. */
    private static Annotation[] bindings(AnnotatedType<?> type, Bean<?> bean, ScannedMethod method, BeanManager beans) {
        Map<Class<?>, Annotation> found = new LinkedHashMap<>();
        bean.getStereotypes().forEach(each -> collect(beans.getStereotypeDefinition(each), found, beans));
        collect(type.getAnnotations(), found, beans);
        for (AnnotatedMethod<?> each : type.getMethods()) {
            if (each.getJavaMember().equals(method.method())) {
                collect(each.getAnnotations(), found, beans);
            }
        }
        return found.values().toArray(Annotation[]::new);
    }

    private static void collect(
            Collection<Annotation> annotations, Map<Class<?>, Annotation> found, BeanManager beans) {
        Set<Annotation> direct = new LinkedHashSet<>(annotations);
        direct.removeIf(each -> !beans.isInterceptorBinding(each.annotationType()));
        for (Annotation each : direct) {
            collect(beans.getInterceptorBindingDefinition(each.annotationType()), found, beans);
        }
        direct.forEach(each -> found.put(each.annotationType(), each));
    }
}
