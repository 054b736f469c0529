package org.cacheversions.internal.cdi;

import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds an interceptor binding on a method or class: directly, or on a stereotype or binding that it declares. */
final class Bindings {

    private final BeanManager beans;

    Bindings(BeanManager beans) {
        this.beans = beans;
    }

    <A extends Annotation> @Nullable A on(Annotated annotated, Class<A> type) {
        return in(annotated.getAnnotations(), type, new HashSet<>());
    }

    <A extends Annotation> @Nullable A on(AnnotatedElement element, Class<A> type) {
        return in(Arrays.asList(element.getAnnotations()), type, new HashSet<>());
    }

    /** Returns whether a method never runs in a transaction of its caller. */
    boolean suspendTransactions(Annotated bean, Annotated method) {
        if (!OptionalDependency.TRANSACTIONS.isPresent()) {
            return false;
        }
        Transactional own = on(method, Transactional.class);
        Transactional transactional = own != null ? own : on(bean, Transactional.class);
        return transactional != null
                && (transactional.value() == TxType.REQUIRES_NEW || transactional.value() == TxType.NOT_SUPPORTED);
    }

    private <A extends Annotation> @Nullable A in(
            Collection<Annotation> annotations, Class<A> type, Set<Class<?>> seen) {
        for (Annotation annotation : annotations) {
            if (type.isInstance(annotation)) {
                return type.cast(annotation);
            }
        }
        for (Annotation annotation : annotations) {
            Class<? extends Annotation> other = annotation.annotationType();
            if (seen.add(other)) {
                A found = in(carriedBy(other), type, seen);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private Collection<Annotation> carriedBy(Class<? extends Annotation> annotation) {
        if (beans.isInterceptorBinding(annotation)) {
            return beans.getInterceptorBindingDefinition(annotation);
        }
        return beans.isStereotype(annotation) ? beans.getStereotypeDefinition(annotation) : Set.of();
    }
}
