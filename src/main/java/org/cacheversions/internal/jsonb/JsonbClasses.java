package org.cacheversions.internal.jsonb;

import static org.cacheversions.internal.remote.TypeShape.require;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.cacheversions.internal.remote.Comparison;
import org.cacheversions.internal.remote.JdkTypes;
import org.cacheversions.internal.remote.TypeShape;

/** Describes classes as JSON-B sees them, and refuses those that it would not read as they were written. */
final class JsonbClasses implements TypeShape.Classes {

    @Override
    public boolean isPlain(Class<?> type, String place) {
        return JdkTypes.isPlain(type, place);
    }

    @Override
    public TypeShape.Description describe(Class<?> type, String place) {
        if (type.isEnum()) {
            return new TypeShape.Description("");
        }
        JsonbTypeInfo info = type.getAnnotation(JsonbTypeInfo.class);
        boolean open = Modifier.isAbstract(type.getModifiers());
        require(info != null || !open, place, type, ", whose subtypes only @JsonbTypeInfo could name");
        boolean created = type.isRecord() || hasCreator(type);
        require(
                open || created || hasConstructor(type),
                place,
                type,
                ", which has no public or protected constructor without parameters");
        JdkTypes.requireOwnSuperclasses(type);
        for (Field field : Comparison.fields(type)) {
            String at = field.getDeclaringClass().getName() + "." + field.getName();
            require(!field.isAnnotationPresent(JsonbTransient.class), at, field.getType(), " with @JsonbTransient");
            require(
                    created || !Modifier.isFinal(field.getModifiers()),
                    at,
                    field.getType(),
                    ", a final field outside of a record");
        }
        if (info == null) {
            return new TypeShape.Description("");
        }
        Map<String, Class<?>> subtypes = new LinkedHashMap<>();
        for (JsonbSubtype subtype : info.value()) {
            subtypes.put(subtype.alias(), subtype.type());
        }
        return new TypeShape.Description(info.key(), subtypes, null);
    }

    private static boolean hasCreator(Class<?> type) {
        return Stream.<AnnotatedElement>concat(
                        Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
                .anyMatch(member -> member.isAnnotationPresent(JsonbCreator.class));
    }

    private static boolean hasConstructor(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .anyMatch(constructor -> constructor.getParameterCount() == 0
                        && (constructor.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0);
    }
}
