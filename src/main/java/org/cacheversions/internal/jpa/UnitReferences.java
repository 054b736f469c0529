package org.cacheversions.internal.jpa;

import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceUnit;
import java.beans.Introspector;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Collects the JNDI names under which the application itself refers to its persistence units. Payara does not inject a
 * unit into a field whose annotation an extension added, and opens only units to which a class of the application
 * refers; these can be looked up. Used by one thread at a time.
 */
public final class UnitReferences {

    private record Reference(String unit, String name) {}

    private final List<Reference> references = new ArrayList<>();

    public void inspect(AnnotatedType<?> type) {
        PersistenceContext context = type.getAnnotation(PersistenceContext.class);
        if (context != null && !context.name().isEmpty()) {
            references.add(new Reference(context.unitName(), context.name()));
        }
        Stream.concat(type.getFields().stream(), type.getMethods().stream()).forEach(this::inspect);
    }

    private void inspect(AnnotatedMember<?> member) {
        PersistenceContext context = member.getAnnotation(PersistenceContext.class);
        if (context != null) {
            add(context.unitName(), context.name(), member.getJavaMember());
        }
        PersistenceUnit factory = member.getAnnotation(PersistenceUnit.class);
        if (factory != null) {
            add(factory.unitName(), factory.name(), member.getJavaMember());
        }
    }

    private void add(String unit, String name, Member member) {
        if (!name.isEmpty()) {
            references.add(new Reference(unit, name));
            return;
        }
        String property = member instanceof Method && member.getName().startsWith("set")
                ? Introspector.decapitalize(member.getName().substring(3))
                : member.getName();
        references.add(new Reference(unit, member.getDeclaringClass().getName() + "/" + property));
    }

    /** Returns the factory of this unit from the first reference that resolves to it, or {@code null}. */
    public @Nullable EntityManagerFactory find(String unit) {
        for (Reference reference : references) {
            if (reference.unit.isEmpty() || reference.unit.equals(unit)) {
                EntityManagerFactory found = find(reference);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    @SuppressWarnings("BanJNDI") // the name comes from the application's annotations
    private static @Nullable EntityManagerFactory find(Reference reference) {
        try {
            Object found = InitialContext.doLookup("java:comp/env/" + reference.name);
            if (found instanceof EntityManager entityManager) {
                return entityManager.getEntityManagerFactory();
            }
            return found instanceof EntityManagerFactory factory ? factory : null;
        } catch (NamingException e) {
            return null; // not bound here; it may be in the naming context of another component
        }
    }
}
