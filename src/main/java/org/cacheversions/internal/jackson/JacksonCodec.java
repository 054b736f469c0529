package org.cacheversions.internal.jackson;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.lang.reflect.Type;
import org.cacheversions.internal.remote.TypeShape;
import org.cacheversions.spi.ValueCodec;

/**
 * Writes values as CBOR, with Jackson and the declared return type. The fields make up a value. Thread-safe.
 */
public final class JacksonCodec implements ValueCodec {

    /** Bounds on what reading can cost; the store has a limit for the number of bytes. */
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(200)
            .maxNumberLength(1_000)
            .maxNameLength(50_000)
            .maxStringLength(20_000_000)
            .build();

    private final CBORMapper mapper = mapper();

    @Override
    public Format of(Type type) {
        String shape = TypeShape.of(type, new JacksonClasses(mapper));
        return new JacksonFormat(mapper, mapper.constructType(type), shape);
    }

    static CBORMapper mapper() {
        CBORFactory factory = CBORFactory.builder()
                .streamReadConstraints(BOUNDS)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // which include the keys of maps
                .build();
        return CBORMapper.builder(factory)
                .annotationIntrospector(new StrictAnnotations())
                .polymorphicTypeValidator(new NoClassNames())
                .visibility(PropertyAccessor.GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.SETTER, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .addModules(
                        new Jdk8Module(),
                        new JavaTimeModule().disable(JavaTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID),
                        new MapEntries(),
                        new SimpleModule("exact numbers").setDeserializerModifier(new ExactNumbers()))
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(
                        MapperFeature.ALLOW_COERCION_OF_SCALARS,
                        MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS,
                        MapperFeature.USE_GETTERS_AS_SETTERS)
                .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
                        SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(
                        DeserializationFeature.ACCEPT_FLOAT_AS_INT,
                        DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .build();
    }
}
