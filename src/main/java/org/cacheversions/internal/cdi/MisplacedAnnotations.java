package org.cacheversions.internal.cdi;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;
import org.jspecify.annotations.Nullable;

/** Finds annotations where no container looks for them: it would ignore them without a word. */
final class MisplacedAnnotations {

    private static final List<Class<? extends Annotation>> OURS = List.of(VersionedCache.class, InvalidatesCache.class);

    private final Bindings bindings;
    private final Collection<String> problems;

    MisplacedAnnotations(BeanManager beans, Collection<String> problems) {
        this.bindings = new Bindings(beans);
        this.problems = problems;
    }

    /** Inspects a bean class, its superclasses and its interfaces. */
    void ofBean(AnnotatedType<?> type, boolean session) {
        Class<?> bean = type.getJavaClass();
        for (AnnotatedMethod<?> method : type.getMethods()) {
            String why = notIntercepted(bean, method.getJavaMember(), session);
            if (why != null && OURS.stream().anyMatch(each -> bindings.on(method, each) != null)) {
                problems.add(DeploymentMessages.notIntercepted(ScannedMethod.idOf(bean, method.getJavaMember()), why));
            }
        }
        for (Class<?> each : interfacesOf(bean)) {
            OURS.forEach(annotation -> ofInterface(type, each, annotation));
        }
    }

    private static @Nullable String notIntercepted(Class<?> bean, Method method, boolean session) {
        int modifiers = method.getModifiers();
        if (method.isSynthetic()) {
            return null;
        }
        if (Modifier.isPrivate(modifiers)) {
            return "private";
        }
        if (Modifier.isStatic(modifiers)) {
            return "static";
        }
        if (Modifier.isFinal(modifiers)) {
            return "final";
        }
        boolean wide = Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
        if (!wide && !method.getDeclaringClass().getPackageName().equals(bean.getPackageName())) {
            return "visible only in another package than that of the bean";
        }
        return session && !Modifier.isPublic(modifiers) ? "not public, as methods of a session bean must be" : null;
    }

    private void ofInterface(AnnotatedType<?> bean, Class<?> type, Class<? extends Annotation> annotation) {
        if (bindings.on(bean, annotation) != null) {
            return;
        }
        if (bindings.on(type, annotation) != null) {
            problems.add(DeploymentMessages.onInterface(
                    annotation.getSimpleName(),
                    type.getName(),
                    bean.getJavaClass().getName()));
        }
        for (Method method : type.getDeclaredMethods()) {
            if (bindings.on(method, annotation) != null && !isRepeated(bean, method, annotation)) {
                problems.add(DeploymentMessages.onInterface(
                        annotation.getSimpleName(),
                        ScannedMethod.idOf(type, method),
                        bean.getJavaClass().getName()));
            }
        }
    }

    /** Returns whether the methods of a bean that implement this one have the annotation themselves. */
    private boolean isRepeated(AnnotatedType<?> bean, Method method, Class<? extends Annotation> annotation) {
        List<Method> own = new ArrayList<>();
        List<Method> annotated = new ArrayList<>();
        for (AnnotatedMethod<?> each : bean.getMethods()) {
            Method member = each.getJavaMember();
            if (!member.isBridge() && !member.getDeclaringClass().isInterface()) {
                own.add(member);
                if (bindings.on(each, annotation) != null) {
                    annotated.add(member);
                }
            }
        }
        List<Method> targets = Bridges.targets(method, own);
        return !targets.isEmpty() && annotated.containsAll(targets);
    }

    /**
     * Inspects the type of a producer, whose instances the container does not intercept. A producer may return one that
     * it was injected with, which is intercepted.
     */
    void produced(Type type, List<? extends AnnotatedParameter<?>> parameters, String producer) {
        Class<?> produced = rawOf(type);
        if (produced == null) {
            return;
        }
        for (AnnotatedParameter<?> parameter : parameters) {
            Class<?> raw = rawOf(parameter.getBaseType());
            if (raw != null && produced.isAssignableFrom(raw)) {
                return;
            }
        }
        Set<Class<?>> all = interfacesOf(produced);
        for (Class<?> each = produced; each != null; each = each.getSuperclass()) {
            all.add(each);
        }
        for (Class<?> each : all) {
            if (OURS.stream()
                    .anyMatch(annotation -> bindings.on(each, annotation) != null
                            || Arrays.stream(each.getDeclaredMethods())
                                    .anyMatch(method -> bindings.on(method, annotation) != null))) {
                problems.add(DeploymentMessages.onProduced(producer, each.getName()));
            }
        }
    }

    private static @Nullable Class<?> rawOf(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return rawOf(parameterized.getRawType());
        }
        return type instanceof Class<?> raw ? raw : null;
    }

    private static Set<Class<?>> interfacesOf(Class<?> bean) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> type = bean; type != null; type = type.getSuperclass()) {
            addInterfaces(type, all);
        }
        return all;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
        for (Class<?> each : type.getInterfaces()) {
            if (all.add(each)) {
                addInterfaces(each, all);
            }
        }
    }
}
