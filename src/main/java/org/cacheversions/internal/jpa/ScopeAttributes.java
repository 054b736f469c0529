package org.cacheversions.internal.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnitUtil;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.IdentifiableType;
import jakarta.persistence.metamodel.ManagedType;
import jakarta.persistence.metamodel.SingularAttribute;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.internal.core.entries.ScopeParameters;
import org.jspecify.annotations.Nullable;

/** Finds the attributes that entities name as scopes, and problems of them. Used by one thread. */
final class ScopeAttributes {

    private final EntityManagerFactory unit;
    private final BiFunction<Class<?>, List<String>, @Nullable Function<Object, @Nullable Object>> mapped;
    private final Set<String> problems;

    ScopeAttributes(
            EntityManagerFactory unit,
            BiFunction<Class<?>, List<String>, @Nullable Function<Object, @Nullable Object>> mapped,
            Set<String> problems) {
        this.unit = unit;
        this.mapped = mapped;
        this.problems = problems;
    }

    /** Returns the entity types that name scopes. */
    Map<Class<?>, ScopedEntity> types() {
        Map<Class<?>, ScopedEntity> types = new HashMap<>();
        for (EntityType<?> entity : unit.getMetamodel().getEntities()) {
            List<InvalidatesCache> annotations = EntityInvalidation.annotationsOf(entity.getJavaType());
            if (annotations.stream().anyMatch(each -> each.scope().length > 0)) {
                types.put(
                        entity.getJavaType(),
                        new ScopedEntity(annotations.stream()
                                .map(each -> named(entity, each))
                                .toList()));
            }
        }
        return types;
    }

    private ScopedEntity.Named named(EntityType<?> entity, InvalidatesCache annotation) {
        List<String> caches = List.of(annotation.value());
        List<Function<Object, @Nullable Object>> components = new ArrayList<>();
        int size = 0;
        for (String path : annotation.scope()) {
            List<SingularAttribute<?, ?>> attributes = attributes(entity, path);
            int more = attributes.isEmpty() ? 0 : size(entity, path, attributes.get(attributes.size() - 1));
            if (more == 0) {
                return new ScopedEntity.Named(caches, List.of(), 0); // there is a problem
            }
            size += more;
            Function<Object, @Nullable Object> byMapping = mapped.apply(entity.getJavaType(), names(path));
            components.add(byMapping == null ? reader(attributes) : byMapping);
        }
        return new ScopedEntity.Named(caches, components, size);
    }

    private static List<String> names(String path) {
        return List.of(path.split("\\.", -1));
    }

    /** Returns the attributes of a path through embeddables; if there is no such path, none, and adds a problem. */
    private List<SingularAttribute<?, ?>> attributes(EntityType<?> entity, String path) {
        List<SingularAttribute<?, ?>> found = new ArrayList<>();
        ManagedType<?> owner = entity;
        for (String name : names(path)) {
            SingularAttribute<?, ?> attribute = owner == null ? null : attribute(owner, name);
            if (attribute == null) {
                problems.add(
                        JpaMessages.unknownScopeAttribute(entity.getJavaType().getName(), path, name));
                return List.of();
            }
            found.add(attribute);
            owner = !attribute.isAssociation() && attribute.getType() instanceof ManagedType<?> part ? part : null;
        }
        return found;
    }

    private static @Nullable SingularAttribute<?, ?> attribute(ManagedType<?> owner, String name) {
        Set<SingularAttribute<?, ?>> all = new HashSet<>(owner.getSingularAttributes());
        if (owner instanceof IdentifiableType<?> type && !type.hasSingleIdAttribute()) {
            all.addAll(type.getIdClassAttributes());
        }
        return all.stream()
                .filter(each -> each.getName().equals(name))
                .findAny()
                .orElse(null);
    }

    /** Returns the number of components in an attribute; if it cannot be one, 0, and adds a problem. */
    private int size(EntityType<?> entity, String path, SingularAttribute<?, ?> attribute) {
        Class<?> type = attribute.getJavaType();
        if (attribute.isAssociation()
                && attribute.getType() instanceof EntityType<?> target
                && target.hasSingleIdAttribute()) {
            type = target.getIdType().getJavaType();
        }
        int size = ScopeParameters.sizeOf(type);
        if (size == 0) {
            problems.add(JpaMessages.unfitScopeAttribute(entity.getJavaType().getName(), path, type.getTypeName()));
        }
        return size;
    }

    /** Returns a function that reads the last one of these attributes, or the id of the entity that it refers to. */
    private Function<Object, @Nullable Object> reader(List<SingularAttribute<?, ?>> attributes) {
        List<Member> members =
                attributes.stream().<Member>map(Attribute::getJavaMember).toList();
        members.forEach(member -> ((AccessibleObject) member).setAccessible(true));
        boolean isReference = attributes.get(attributes.size() - 1).isAssociation();
        PersistenceUnitUtil ids = unit.getPersistenceUnitUtil();
        return entity -> {
            Object value = entity;
            for (Member member : members) {
                value = value == null ? null : read(member, value);
            }
            return value != null && isReference ? ids.getIdentifier(value) : value;
        };
    }

    private static @Nullable Object read(Member member, Object owner) {
        try {
            return member instanceof Field field ? field.get(owner) : ((Method) member).invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException e) {
            return null; // unknown
        }
    }
}
