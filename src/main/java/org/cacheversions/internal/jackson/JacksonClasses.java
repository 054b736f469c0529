package org.cacheversions.internal.jackson;

import static org.cacheversions.internal.remote.TypeShape.require;

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
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cacheversions.internal.remote.Comparison;
import org.cacheversions.internal.remote.JdkTypes;
import org.cacheversions.internal.remote.TypeShape;
import org.cacheversions.internal.remote.TypeShape.Description;

/** Describes classes as Jackson sees them, and refuses those that it would not read as they were written. */
final class JacksonClasses implements TypeShape.Classes {

    private static final Set<JsonTypeInfo.Id> BY_NAME =
            Set.of(JsonTypeInfo.Id.NAME, JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.Id.DEDUCTION);

    private final ObjectMapper mapper;

    JacksonClasses(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public boolean isPlain(Class<?> type, String place) {
        return JdkTypes.isPlain(type, place);
    }

    @Override
    public Description describe(Class<?> type, String place) {
        String annotations = KnownAnnotations.of(type).toString();
        if (type.isEnum()) {
            return new Description(annotations + constants(type));
        }
        JavaType known = mapper.constructType(type);
        BeanDescription written = mapper.getSerializationConfig().introspect(known);
        JsonTypeInfo info = written.getClassInfo().getAnnotation(JsonTypeInfo.class);
        require(
                info == null || (BY_NAME.contains(info.use()) && info.defaultImpl() == JsonTypeInfo.class),
                place,
                type,
                ", whose subtypes are not distinguished by name");
        require(info != null || !known.isAbstract(), place, type, ", whose subtypes only @JsonTypeInfo could name");
        Map<String, Class<?>> subtypes = info == null ? Map.of() : subtypes(type, written.getClassInfo());
        AnnotatedMember single = written.findJsonValueAccessor();
        if (single != null) {
            return new Description(
                    annotations + KnownAnnotations.of(single, place),
                    subtypes,
                    single.getMember() instanceof Method method
                            ? method.getGenericReturnType()
                            : ((Field) single.getMember()).getGenericType());
        }
        String properties = known.isAbstract() ? "" : properties(known, written, place);
        return new Description(annotations + properties, subtypes, null);
    }

    /** Returns constants as Jackson writes them, since an annotation may give one the former name of another. */
    private String constants(Class<?> type) {
        StringBuilder text = new StringBuilder();
        for (Object constant : type.getEnumConstants()) {
            JsonNode written = mapper.valueToTree(constant);
            try {
                require(mapper.treeToValue(written, type) == constant, type.getName(), type, ", not read as written");
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(type.getName() + " is not read as it is written", e);
            }
            text.append(written).append(',');
        }
        return text.toString();
    }

    private Map<String, Class<?>> subtypes(Class<?> type, AnnotatedClass description) {
        DeserializationConfig config = mapper.getDeserializationConfig();
        Map<String, Class<?>> subtypes = new TreeMap<>();
        for (NamedType named : config.getSubtypeResolver().collectAndResolveSubtypesByTypeId(config, description)) {
            if (named.getType() != type && type.isAssignableFrom(named.getType())) {
                subtypes.put(String.valueOf(named.getName()), named.getType());
            }
        }
        return subtypes;
    }

    /** Returns what annotations say of the properties; throws unless all fields are written, and read again. */
    private String properties(JavaType known, BeanDescription written, String place) {
        Class<?> type = known.getRawClass();
        BeanDescription read = mapper.getDeserializationConfig().introspect(known);
        require(
                written.findAnyGetter() == null && read.findAnySetterAccessor() == null,
                place,
                type,
                ", which has properties that it does not name");
        JdkTypes.requireOwnSuperclasses(type);
        List<BeanPropertyDefinition> properties = written.findProperties().stream()
                .filter(BeanPropertyDefinition::couldSerialize)
                .toList();
        Set<String> fields =
                properties.stream().map(BeanPropertyDefinition::getInternalName).collect(Collectors.toSet());
        for (Field field : Comparison.fields(type)) {
            String at = field.getDeclaringClass().getName() + "." + field.getName();
            require(fields.remove(field.getName()), at, field.getType(), ", a field that Jackson does not write");
        }
        Set<String> names = new HashSet<>();
        boolean constructed = type.isRecord() || read.findDefaultConstructor() != null;
        for (BeanPropertyDefinition property : read.findProperties()) {
            if (property.couldDeserialize()) {
                names.add(property.getName());
                constructed |= property.hasConstructorParameter();
            }
        }
        require(constructed, place, type, ", which has no constructor without parameters, nor one with @JsonCreator");
        StringBuilder text = new StringBuilder();
        for (BeanPropertyDefinition property : properties) {
            String at = type.getName() + "." + property.getName();
            require(
                    names.remove(property.getName()),
                    at,
                    property.getRawPrimaryType(),
                    ", written and not read; final fields outside of a record need a constructor with @JsonCreator");
            text.append(property.getName()).append(KnownAnnotations.of(property.getPrimaryMember(), at));
        }
        require(names.isEmpty(), place, type, ", which reads and does not write " + names);
        return text.toString();
    }
}
