package org.cacheversions.internal.jackson;

import com.fasterxml.jackson.databind.AbstractTypeResolver;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.type.MapType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.Converter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cacheversions.internal.remote.JdkTypes;
import org.jspecify.annotations.Nullable;

/** Writes maps with keys other than texts as lists of entries, and keeps the order of containers. */
final class MapEntries extends SimpleModule {

    private static final long serialVersionUID = 1L;

    /** An entry of a map. The names are short since each entry contains them. */
    record Pair<K extends @Nullable Object, V extends @Nullable Object>(K k, V v) {}

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addAbstractTypeResolver(new InOrder());
        context.addSerializers(new Writing());
        context.addDeserializers(new Reading());
    }

    private static boolean isByText(MapType type) {
        return type.getKeyType().hasRawClass(String.class);
    }

    private static JavaType pairs(MapType map, TypeFactory types) {
        JavaType pair = types.constructParametricType(Pair.class, map.getKeyType(), map.getContentType());
        return types.constructCollectionType(ArrayList.class, pair);
    }

    private static final class InOrder extends AbstractTypeResolver {

        @Override
        public @Nullable JavaType findTypeMapping(DeserializationConfig config, JavaType type) {
            Class<?> declared = type.getRawClass();
            Class<?> made = JdkTypes.ordered(declared);
            return made == declared ? null : config.getTypeFactory().constructSpecializedType(type, made);
        }
    }

    private static final class Writing extends Serializers.Base {

        @Override
        public @Nullable JsonSerializer<?> findMapSerializer(
                SerializationConfig config,
                MapType type,
                BeanDescription description,
                JsonSerializer<Object> keys,
                TypeSerializer subtypes,
                JsonSerializer<Object> values) {
            return isByText(type) ? null : new StdDelegatingSerializer(new ToPairs(type));
        }
    }

    private static final class Reading extends Deserializers.Base {

        @Override
        public @Nullable JsonDeserializer<?> findMapDeserializer(
                MapType type,
                DeserializationConfig config,
                BeanDescription description,
                KeyDeserializer keys,
                TypeDeserializer subtypes,
                JsonDeserializer<?> values) {
            return isByText(type) ? null : new StdDelegatingDeserializer<>(new FromPairs(type));
        }
    }

    private record ToPairs(MapType type)
            implements Converter<
                    Map<@Nullable Object, @Nullable Object>, List<Pair<@Nullable Object, @Nullable Object>>> {

        @Override
        public List<Pair<@Nullable Object, @Nullable Object>> convert(Map<@Nullable Object, @Nullable Object> map) {
            List<Pair<@Nullable Object, @Nullable Object>> pairs = new ArrayList<>(map.size());
            map.forEach((key, value) -> pairs.add(new Pair<>(key, value)));
            return pairs;
        }

        @Override
        public JavaType getInputType(TypeFactory types) {
            return type;
        }

        @Override
        public JavaType getOutputType(TypeFactory types) {
            return pairs(type, types);
        }
    }

    private record FromPairs(MapType type)
            implements Converter<
                    List<Pair<@Nullable Object, @Nullable Object>>, Map<@Nullable Object, @Nullable Object>> {

        @Override
        public Map<@Nullable Object, @Nullable Object> convert(List<Pair<@Nullable Object, @Nullable Object>> pairs) {
            Map<@Nullable Object, @Nullable Object> map =
                    SortedMap.class.isAssignableFrom(type.getRawClass()) ? new TreeMap<>() : new LinkedHashMap<>();
            pairs.forEach(pair -> map.put(pair.k(), pair.v()));
            if (map.size() != pairs.size()) {
                throw new IllegalArgumentException("a map has the same key twice");
            }
            return map;
        }

        @Override
        public JavaType getInputType(TypeFactory types) {
            return pairs(type, types);
        }

        @Override
        public JavaType getOutputType(TypeFactory types) {
            return type;
        }
    }
}
