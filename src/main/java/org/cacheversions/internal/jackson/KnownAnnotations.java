package org.cacheversions.internal.jackson;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRootName;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The annotations of Jackson with which a value is read as it was written. Others are refused: {@code @JsonIgnore}
 * loses a field, and the effect of a class that {@code @JsonDeserialize} names is unknown.
 */
final class KnownAnnotations {

    private static final Set<Class<? extends Annotation>> ON_TYPES = Set.of(
            JsonAutoDetect.class,
            JsonClassDescription.class,
            JsonFormat.class,
            JsonIgnoreProperties.class,
            JsonInclude.class,
            JsonNaming.class,
            JsonPropertyOrder.class,
            JsonRootName.class,
            JsonSubTypes.class,
            JsonTypeInfo.class,
            JsonTypeName.class);

    private static final Set<Class<? extends Annotation>> ON_MEMBERS = Set.of(
            JsonAlias.class,
            JsonFormat.class,
            JsonInclude.class,
            JsonProperty.class,
            JsonPropertyDescription.class,
            JsonValue.class);

    private KnownAnnotations() {}

    /** Returns the annotations of a class and its supertypes, or throws {@link IllegalArgumentException}. */
    static Set<String> of(Class<?> type) {
        return texts(
                supertypes(type).flatMap(part -> Arrays.stream(part.getDeclaredAnnotations())),
                ON_TYPES,
                type.getName());
    }

    /** Returns the annotations of a field, accessor or parameter, or throws {@link IllegalArgumentException}. */
    static Set<String> of(AnnotatedMember member, String place) {
        return texts(
                StreamSupport.stream(member.getAllAnnotations().annotations().spliterator(), false), ON_MEMBERS, place);
    }

    private static Set<String> texts(
            Stream<Annotation> annotations, Set<Class<? extends Annotation>> known, String place) {
        Set<String> texts = new TreeSet<>();
        annotations.filter(KnownAnnotations::isOfJackson).forEach(annotation -> {
            if (!known.contains(annotation.annotationType())) {
                throw new IllegalArgumentException(place + " is or holds something with "
                        + annotation.annotationType().getName());
            }
            texts.add(annotation.toString());
        });
        return texts;
    }

    private static Stream<Class<?>> supertypes(Class<?> type) {
        Stream<Class<?>> above = Stream.concat(
                Stream.<Class<?>>ofNullable(type.getSuperclass()), Arrays.<Class<?>>stream(type.getInterfaces()));
        return Stream.concat(Stream.of(type), above.flatMap(KnownAnnotations::supertypes));
    }

    private static boolean isOfJackson(Annotation annotation) {
        Class<? extends Annotation> type = annotation.annotationType();
        return type.getName().startsWith("com.fasterxml.jackson.")
                || type.isAnnotationPresent(JacksonAnnotationsInside.class);
    }
}
