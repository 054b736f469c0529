package org.cacheversions.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.SessionBeanType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose state a bean may hold.
 *
 * @param lasting whether the bean has one instance that lasts as long as the application
 * @param own why an instance may hold the state of one user, view or request; {@code null} if it should not
 */
record BeanState(boolean lasting, @Nullable String own) {

    /** The annotations with which a container injects a field, besides {@code @Inject}: they may be absent. */
    private static final Set<String> INJECTING = Set.of(
            "jakarta.annotation.Resource",
            "jakarta.ejb.EJB",
            "jakarta.persistence.PersistenceContext",
            "jakarta.persistence.PersistenceUnit",
            "jakarta.ws.rs.core.Context",
            "jakarta.xml.ws.WebServiceRef");

    /** Session beans do not last, since their container provides and locks an instance only for a call. */
    static BeanState of(ProcessManagedBean<?> event, BeanManager beans) {
        Class<? extends Annotation> scope = event.getBean().getScope();
        if (event instanceof ProcessSessionBean<?> session) {
            boolean stateful = session.getSessionBeanType() == SessionBeanType.STATEFUL;
            return new BeanState(false, stateful ? "is @Stateful" : null);
        }
        if (scope == ApplicationScoped.class || scope == Singleton.class) {
            return new BeanState(true, null);
        }
        if (beans.isNormalScope(scope)) {
            return new BeanState(false, ofScope(event.getAnnotatedBeanClass(), scope, beans));
        }
        return new BeanState(false, null);
    }

    private static @Nullable String ofScope(
            AnnotatedType<?> type, Class<? extends Annotation> scope, BeanManager beans) {
        String named = "is @" + scope.getSimpleName();
        if (beans.isPassivatingScope(scope)) {
            return named;
        }
        Field field = ownField(type);
        return field == null ? null : named + " and has the field '" + field.getName() + "', which is not injected";
    }

    private static @Nullable Field ownField(AnnotatedType<?> type) {
        Set<Class<?>> injected = new HashSet<>();
        for (Class<?> each = type.getJavaClass(); each != null; each = each.getSuperclass()) {
            Stream.<Executable>concat(
                            Arrays.stream(each.getDeclaredConstructors()), Arrays.stream(each.getDeclaredMethods()))
                    .filter(executable -> executable.isAnnotationPresent(Inject.class))
                    .forEach(executable -> injected.addAll(Arrays.asList(executable.getParameterTypes())));
        }
        for (Class<?> each = type.getJavaClass(); each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !field.isSynthetic()
                        && !isInjected(field)
                        && !injected.contains(field.getType())
                        && !field.getType().getSimpleName().equals("Logger")) {
                    return field;
                }
            }
        }
        return null;
    }

    private static boolean isInjected(Field field) {
        return Arrays.stream(field.getAnnotations())
                .map(Annotation::annotationType)
                .anyMatch(type -> type == Inject.class || INJECTING.contains(type.getName()));
    }
}
