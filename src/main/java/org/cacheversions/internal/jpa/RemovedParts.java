package org.cacheversions.internal.jpa;

import jakarta.persistence.CascadeType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.ManagedType;
import jakarta.persistence.metamodel.Metamodel;
import jakarta.persistence.metamodel.PluralAttribute;
import jakarta.persistence.metamodel.SingularAttribute;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Finds the entities that a persistence provider removes with another one, as far as annotations show it. */
final class RemovedParts {

    private final Metamodel metamodel;
    private final Function<Class<?>, SortedSet<String>> cachesOf;

    RemovedParts(Metamodel metamodel, Function<Class<?>, SortedSet<String>> cachesOf) {
        this.metamodel = metamodel;
        this.cachesOf = cachesOf;
    }

    /** Returns, for each type whose removal removes other entities, the caches that these name. */
    Map<Class<?>, SortedSet<String>> caches() {
        Map<Class<?>, SortedSet<String>> all = new HashMap<>();
        for (EntityType<?> entity : metamodel.getEntities()) {
            Set<Class<?>> parts = new HashSet<>();
            collect(entity, parts, new HashSet<>());
            SortedSet<String> caches = new TreeSet<>();
            parts.forEach(part -> caches.addAll(cachesOf.apply(part)));
            if (!caches.isEmpty()) {
                all.put(entity.getJavaType(), caches);
            }
        }
        return all;
    }

    private void collect(ManagedType<?> type, Set<Class<?>> parts, Set<ManagedType<?>> visited) {
        if (!visited.add(type)) {
            return;
        }
        for (Attribute<?, ?> attribute : type.getAttributes()) {
            if (attribute.getPersistentAttributeType() == Attribute.PersistentAttributeType.EMBEDDED) {
                // check the type, not the attribute: Envers embeds maps
                if (attribute instanceof SingularAttribute<?, ?> one && one.getType() instanceof ManagedType<?> part) {
                    collect(part, parts, visited);
                }
            } else if (attribute.isAssociation() && isRemovedWithOwner(attribute.getJavaMember())) {
                Class<?> target = attribute instanceof PluralAttribute<?, ?, ?> plural
                        ? plural.getElementType().getJavaType()
                        : attribute.getJavaType();
                for (EntityType<?> part : metamodel.getEntities()) {
                    if (target.isAssignableFrom(part.getJavaType())) {
                        parts.add(part.getJavaType());
                        collect(part, parts, visited);
                    }
                }
            }
        }
    }

    private static boolean isRemovedWithOwner(Member member) {
        if (!(member instanceof AnnotatedElement element)) {
            return false;
        }
        OneToMany oneToMany = element.getAnnotation(OneToMany.class);
        if (oneToMany != null) {
            return oneToMany.orphanRemoval() || cascades(oneToMany.cascade());
        }
        OneToOne oneToOne = element.getAnnotation(OneToOne.class);
        if (oneToOne != null) {
            return oneToOne.orphanRemoval() || cascades(oneToOne.cascade());
        }
        ManyToMany manyToMany = element.getAnnotation(ManyToMany.class);
        if (manyToMany != null) {
            return cascades(manyToMany.cascade());
        }
        ManyToOne manyToOne = element.getAnnotation(ManyToOne.class);
        return manyToOne != null && cascades(manyToOne.cascade());
    }

    private static boolean cascades(CascadeType[] types) {
        return List.of(types).contains(CascadeType.ALL) || List.of(types).contains(CascadeType.REMOVE);
    }
}
