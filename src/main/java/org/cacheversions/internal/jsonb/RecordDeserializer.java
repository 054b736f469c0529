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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.internal.remote.GenericTypes;
import org.jspecify.annotations.Nullable;

/** Creates records, generic ones included, with their canonical constructor, which providers don't. Thread-safe. */
final class RecordDeserializer implements JsonbDeserializer<Record> {

    /** The values that a JSON null stands for; {@code null} for all other types. */
    private static final Map<Class<?>, Object> NULLS = Map.of(
            Optional.class, Optional.empty(),
            OptionalInt.class, OptionalInt.empty(),
            OptionalLong.class, OptionalLong.empty(),
            OptionalDouble.class, OptionalDouble.empty());

    /** Reflection would create the components again at each call. */
    private final Map<Class<?>, Layout> layouts = new ConcurrentHashMap<>();

    @Override
    @SuppressWarnings("NullAway") // a JSON null is read as null
    public Record deserialize(JsonParser parser, DeserializationContext context, Type type) {
        if (!parser.hasNext()) { // not at an object; Yasson's parser does not know its current event
            if (parser.getValue() != JsonValue.NULL) {
                throw new JsonbException("no " + type.getTypeName());
            }
            return null;
        }
        Layout layout = layouts.computeIfAbsent(GenericTypes.raw(type), Layout::of);
        @Nullable Object[] arguments = new @Nullable Object[layout.types.size()];
        for (JsonParser.Event event = parser.next(); event != JsonParser.Event.END_OBJECT; event = parser.next()) {
            Integer index = event == JsonParser.Event.KEY_NAME ? layout.indexes.get(parser.getString()) : null;
            if (index == null) {
                throw new JsonbException("unexpected in " + type.getTypeName());
            }
            Type declared = layout.types.get(index);
            Type component = layout.generic ? JsonbCodec.readable(declared, type) : declared;
            arguments[index] = component(parser, parser.next(), context, component);
        }
        return layout.make(arguments);
    }

    private static @Nullable Object component(
            JsonParser parser, JsonParser.Event event, DeserializationContext context, Type component) {
        Class<?> raw = GenericTypes.raw(component);
        if (event == JsonParser.Event.VALUE_NULL) {
            return NULLS.get(raw);
        }
        // a context does not ask the deserializers of these classes
        return ExactNumbers.read(raw)
                        && (event == JsonParser.Event.VALUE_NUMBER || event == JsonParser.Event.VALUE_STRING)
                ? ExactNumbers.read(raw, parser.getString())
                : context.deserialize(component, parser);
    }

    /**
     * How a class is read.
     *
     * @param indexes of the components, by their names in JSON
     * @param types of the components, as they are declared if the class is generic, or else as they are read
     * @param constructor the canonical one
     */
    private record Layout(Map<String, Integer> indexes, List<Type> types, boolean generic, Constructor<?> constructor) {

        static Layout of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Map<String, Integer> indexes = new HashMap<>();
            for (int i = 0; i < components.length; i++) {
                indexes.putIfAbsent(nameOf(components[i]), i);
            }
            boolean generic = type.getTypeParameters().length > 0;
            List<Type> types = Arrays.stream(components)
                    .map(RecordComponent::getGenericType)
                    .map(component -> generic ? component : JsonbCodec.readable(component, type))
                    .toList();
            return new Layout(Map.copyOf(indexes), types, generic, RecordDeserializer.constructor(type));
        }

        private static String nameOf(RecordComponent component) {
            JsonbProperty property = component.getAccessor().getAnnotation(JsonbProperty.class);
            return property == null || property.value().isEmpty() ? component.getName() : property.value();
        }

        Record make(@Nullable Object[] arguments) {
            try {
                return (Record) constructor.newInstance(arguments);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                throw new JsonbException(constructor.getDeclaringClass().getName(), e);
            }
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
            throw new IllegalStateException(e); // every record has one
        }
    }
}
