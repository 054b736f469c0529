package org.cacheversions.internal.jsonb;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.stream.Collectors;

/**
 * JSON compared without regard to order: a set that is deep inside of a bean comes back as one that iterates in another
 * order. A list can't: it is filled in the order in which its elements stand.
 */
final class UnorderedJson {

    private UnorderedJson() {}

    static boolean isSame(byte[] one, byte[] other) {
        return sorted(read(one)).equals(sorted(read(other)));
    }

    private static JsonValue read(byte[] json) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(json))) {
            return reader.readValue();
        }
    }

    private static String sorted(JsonValue value) {
        return switch (value.getValueType()) {
            case ARRAY ->
                value.asJsonArray().stream()
                        .map(UnorderedJson::sorted)
                        .sorted()
                        .collect(Collectors.joining(",", "[", "]"));
            case OBJECT -> sorted(value.asJsonObject());
            default -> value.toString();
        };
    }

    private static String sorted(JsonObject object) {
        return object.entrySet().stream()
                .map(entry -> Json.createValue(entry.getKey()) + ":" + sorted(entry.getValue()))
                .sorted()
                .collect(Collectors.joining(",", "{", "}"));
    }
}
