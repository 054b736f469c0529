package org.cacheversions.internal.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.type.ResolvedRecursiveType;
import java.lang.reflect.Field;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cacheversions.internal.remote.JdkTypes;

/**
 * Looks through a type as Jackson sees it: writes down its shape, and finds what would not come back as it was. Used by
 * one thread.
 */
final class JacksonShape {

    /** What is nested deeper than any real type is one that names larger ones of itself, without end. */
    private static final int DEPTH = 64;

    private static final Set<JsonTypeInfo.Id> BY_NAME =
            Set.of(JsonTypeInfo.Id.NAME, JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.Id.DEDUCTION);

    private final ObjectMapper mapper;
    private final StringBuilder text = new StringBuilder();
    private final Set<JavaType> seen = new HashSet<>();
    private int depth;

    /** Looks through a type, or throws {@link IllegalArgumentException} that says what won't come back, and where. */
    JacksonShape(ObjectMapper mapper, JavaType type) {
        this.mapper = mapper;
        look(type, type.toCanonical());
    }

    /** Answers all that matters of the type: names, properties, their types, constants, subtypes, annotations. */
    String text() {
        return text.toString();
    }

    private void look(JavaType declared, String place) {
        JavaType type = declared instanceof ResolvedRecursiveType again ? again.getSelfReferencedType() : declared;
        Class<?> raw = type.getRawClass();
        text.append(type.toCanonical());
        if (type.isPrimitive() || JdkTypes.isValue(raw) || !seen.add(type)) {
            return;
        }
        require(++depth <= DEPTH, place, raw, ", nested without end");
        if (raw.isEnum()) {
            lookAtConstants(raw);
        } else if (type.isContainerType() || type.isReferenceType()) {
            boolean known = raw.isArray() || JdkTypes.isCollection(raw) || JdkTypes.isMap(raw) || raw == Optional.class;
            require(known, place, raw, "");
            lookInside(type, place);
        } else {
            require(!JdkTypes.isOfPlatform(raw), place, raw, "");
            lookAtClass(type, place);
        }
        depth--;
    }

    private void lookInside(JavaType container, String place) {
        text.append('<');
        if (container.getKeyType() != null) {
            look(container.getKeyType(), place);
            text.append(',');
        }
        look(container.getContentType(), place);
        text.append('>');
    }

    /** As Jackson writes them, since an annotation may give one the name that was another's. */
    private void lookAtConstants(Class<?> type) {
        text.append(KnownAnnotations.of(type)).append('[');
        for (Object constant : type.getEnumConstants()) {
            JsonNode written = mapper.valueToTree(constant);
            try {
                require(mapper.treeToValue(written, type) == constant, type.getName(), type, ", not read as written");
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(type.getName() + " is not read as it is written", e);
            }
            text.append(((Enum<?>) constant).name()).append('=').append(written).append(", ");
        }
        text.append(']');
    }

    private void lookAtClass(JavaType type, String place) {
        Class<?> raw = type.getRawClass();
        text.append(KnownAnnotations.of(raw));
        BeanDescription written = mapper.getSerializationConfig().introspect(type);
        JsonTypeInfo subtypes = written.getClassInfo().getAnnotation(JsonTypeInfo.class);
        if (subtypes != null) {
            require(
                    BY_NAME.contains(subtypes.use()) && subtypes.defaultImpl() == JsonTypeInfo.class,
                    place,
                    raw,
                    ", whose subtypes are not told apart by their names");
            lookAtSubtypes(type, written.getClassInfo(), place);
        }
        if (type.isAbstract()) {
            require(subtypes != null, place, raw, ", of which only @JsonTypeInfo could tell the subtypes");
            return;
        }
        AnnotatedMember single = written.findJsonValueAccessor();
        if (single != null) {
            text.append('=').append(KnownAnnotations.of(single, place));
            look(single.getType(), raw.getName());
        } else {
            lookAtProperties(type, written, place);
        }
    }

    private void lookAtSubtypes(JavaType type, AnnotatedClass description, String place) {
        DeserializationConfig config = mapper.getDeserializationConfig();
        List<NamedType> named =
                config.getSubtypeResolver().collectAndResolveSubtypesByTypeId(config, description).stream()
                        .sorted(Comparator.comparing(
                                subtype -> subtype.getType().getName()))
                        .toList();
        text.append('(');
        for (NamedType subtype : named) {
            if (subtype.getType() != type.getRawClass() && type.getRawClass().isAssignableFrom(subtype.getType())) {
                text.append(' ').append(subtype.getName()).append('=');
                look(config.getTypeFactory().constructSpecializedType(type, subtype.getType()), place);
            }
        }
        text.append(')');
    }

    private void lookAtProperties(JavaType type, BeanDescription written, String place) {
        Class<?> raw = type.getRawClass();
        BeanDescription read = mapper.getDeserializationConfig().introspect(type);
        require(
                written.findAnyGetter() == null && read.findAnySetterAccessor() == null,
                place,
                raw,
                ", which has properties that it does not name");
        List<BeanPropertyDefinition> properties = written.findProperties().stream()
                .filter(BeanPropertyDefinition::couldSerialize)
                .toList();
        requireAllFields(raw, properties);
        requireBothWays(raw, properties, read);
        text.append('{');
        for (BeanPropertyDefinition property : properties) {
            String at = raw.getName() + "." + property.getName();
            text.append(property.getName()).append(':');
            look(property.getPrimaryType(), at);
            text.append(KnownAnnotations.of(property.getPrimaryMember(), at)).append(';');
        }
        text.append('}');
    }

    /** What is neither written nor transient would be lost. */
    private static void requireAllFields(Class<?> type, List<BeanPropertyDefinition> properties) {
        for (Class<?> part = type.getSuperclass(); part != Object.class && part != Record.class; ) {
            require(!JdkTypes.isOfPlatform(part), type.getName(), part, ", into which nobody sees");
            part = part.getSuperclass();
        }
        Set<String> written = properties.stream()
                .map(BeanPropertyDefinition::getInternalName)
                .collect(Collectors.toCollection(HashSet::new));
        for (Field field : Fields.of(type)) {
            require(
                    written.remove(field.getName()),
                    field.getDeclaringClass().getName() + "." + field.getName(),
                    field.getType(),
                    ", a field that Jackson does not write");
        }
    }

    private void requireBothWays(Class<?> type, List<BeanPropertyDefinition> written, BeanDescription description) {
        List<BeanPropertyDefinition> read = description.findProperties().stream()
                .filter(BeanPropertyDefinition::couldDeserialize)
                .toList();
        Set<String> names = read.stream().map(BeanPropertyDefinition::getName).collect(Collectors.toSet());
        for (BeanPropertyDefinition property : written) {
            require(
                    names.remove(property.getName()),
                    type.getName() + "." + property.getName(),
                    property.getRawPrimaryType(),
                    ", written and not read; final fields outside of a record need a constructor with @JsonCreator");
        }
        require(names.isEmpty(), type.getName(), type, ", which reads and does not write " + names);
        require(
                type.isRecord()
                        || description.findDefaultConstructor() != null
                        || read.stream().anyMatch(BeanPropertyDefinition::hasConstructorParameter),
                type.getName(),
                type,
                ", which has no constructor without parameters, nor one with @JsonCreator");
    }

    private static void require(boolean met, String place, Class<?> type, String what) {
        if (!met) {
            throw new IllegalArgumentException(place + " is or holds " + type.getName() + what);
        }
    }
}
