package org.cacheversions.internal.jsonb;

import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes records by their canonical constructor, generic ones too, which providers don't. Safe for many threads. */
final class RecordDeserializer implements JsonbDeserializer<Record> {

    /** What a JSON null is read as, where that is not null. */
    private static final Map<Class<?>, Object> NULLS = Map.of(
            Optional.class, Optional.empty(),
            OptionalInt.class, OptionalInt.empty(),
            OptionalLong.class, OptionalLong.empty(),
            OptionalDouble.class, OptionalDouble.empty());

    private final Map<Class<?>, Constructor<?>> constructors = new ConcurrentHashMap<>();

    @Override
    @SuppressWarnings("NullAway") // null is what a JSON null is read as
    public Record deserialize(JsonParser parser, DeserializationContext context, Type type) {
        if (!parser.hasNext()) { // it stands at no object; Yasson's parser does not know its current event
            if (parser.getValue() != JsonValue.NULL) {
                throw new JsonbException("no " + type.getTypeName());
            }
            return null;
        }
        RecordComponent[] components = Types.raw(type).getRecordComponents();
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (JsonParser.Event event = parser.next(); event != JsonParser.Event.END_OBJECT; event = parser.next()) {
            int index = event == JsonParser.Event.KEY_NAME ? indexOf(parser.getString(), components) : -1;
            if (index < 0) {
                throw new JsonbException("unexpected in " + type.getTypeName());
            }
            Type component = Types.resolved(components[index].getGenericType(), type);
            arguments[index] = parser.next() == JsonParser.Event.VALUE_NULL
                    ? NULLS.get(Types.raw(component))
                    : context.deserialize(component, parser);
        }
        return make(Types.raw(type), arguments);
    }

    private static int indexOf(String name, RecordComponent[] components) {
        for (int i = 0; i < components.length; i++) {
            if (name.equals(nameOf(components[i]))) {
                return i;
            }
        }
        return -1;
    }

    private static String nameOf(RecordComponent component) {
        JsonbProperty property = component.getAccessor().getAnnotation(JsonbProperty.class);
        return property == null || property.value().isEmpty() ? component.getName() : property.value();
    }

    private Record make(Class<?> type, @Nullable Object[] arguments) {
        try {
            return (Record) constructors
                    .computeIfAbsent(type, RecordDeserializer::constructor)
                    .newInstance(arguments);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new JsonbException(type.getName(), e);
        }
    }

    private static Constructor<?> constructor(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // every record has it
        }
    }
}
