package org.cacheversions.internal.eclipselink;

import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.function.Function;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.ObjectReferenceMapping;
import org.jspecify.annotations.Nullable;

/** Reads attributes by EclipseLink's mappings, since weaving moves the references of an entity to other fields. */
public final class MappedAttributes {

    private MappedAttributes() {}

    /**
     * Returns a function that reads an attribute of an entity, or the id of the entity that it refers to, without
     * loading that one; {@code null} if the unit is not one of EclipseLink.
     *
     * @param path the attribute; before it, those whose embeddables contain it
     */
    public static @Nullable Function<Object, @Nullable Object> of(
            EntityManagerFactory unit, Class<?> entity, List<String> path) {
        if (!(Sessions.of(unit) instanceof AbstractSession session)) {
            return null;
        }
        Function<Object, @Nullable Object> read = owner -> owner;
        ClassDescriptor descriptor = session.getClassDescriptor(entity);
        for (String attribute : path) {
            DatabaseMapping mapping = descriptor.getMappingForAttributeName(attribute);
            Function<Object, @Nullable Object> before = read;
            read = entityOrPart -> {
                Object owner = before.apply(entityOrPart);
                return owner == null ? null : value(mapping, owner, session);
            };
            descriptor = mapping.getReferenceDescriptor();
        }
        return read;
    }

    private static @Nullable Object value(DatabaseMapping mapping, Object owner, AbstractSession session) {
        if (!(mapping instanceof ObjectReferenceMapping reference)) {
            return mapping.getAttributeValueFromObject(owner);
        }
        return reference.isForeignKeyRelationship()
                ? reference.extractPrimaryKeysForReferenceObject(owner, session)
                : null; // only a query would find it
    }
}
