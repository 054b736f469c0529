package org.cacheversions.internal.jsonb;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.config.PropertyVisibilityStrategy;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Year;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import org.cacheversions.internal.remote.GenericTypes;
import org.cacheversions.internal.remote.JdkTypes;
import org.cacheversions.internal.remote.TypeShape;
import org.cacheversions.spi.ValueCodec;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON, with the JSON-B provider of the platform and the declared return type. The fields make up a
 * value. Thread-safe.
 */
public final class JsonbCodec implements ValueCodec {

    /** Keeps the order of maps and sets in beans. Other providers ignore it. */
    private static final String YASSON_TYPE_MAPPING = "jsonb.user-type-mapping";

    private final Jsonb jsonb;

    /** Uses the provider of the platform or of the application. */
    public JsonbCodec() {
        this.jsonb = JsonbBuilder.newBuilder()
                .withProvider(new ExactJson())
                .withConfig(new JsonbConfig()
                        .withNullValues(true)
                        .setProperty(YASSON_TYPE_MAPPING, JdkTypes.ORDERED)
                        .withPropertyVisibilityStrategy(new Fields())
                        .withAdapters(new YearAdapter(), new LocaleAdapter(), new CurrencyAdapter())
                        .withDeserializers(new RecordDeserializer())
                        .withDeserializers(ExactNumbers.DESERIALIZERS))
                .build();
    }

    @Override
    public Format of(Type type) {
        return new JsonbFormat(jsonb, type, TypeShape.of(type, new JsonbClasses()));
    }

    /** Returns a type as Yasson reads it correctly: a box in place of a primitive, containers that keep their order. */
    static Type readable(Type type, Type owner) {
        Type resolved = GenericTypes.resolved(type, owner);
        return resolved instanceof ParameterizedType parameterized
                ? ordered(parameterized)
                : MethodType.methodType(GenericTypes.raw(resolved)).wrap().returnType();
    }

    private static Type ordered(Type type) {
        if (!(type instanceof ParameterizedType parameterized)) {
            return type;
        }
        Type[] arguments = Arrays.stream(parameterized.getActualTypeArguments())
                .map(JsonbCodec::ordered)
                .toArray(Type[]::new);
        return GenericTypes.parameterized(JdkTypes.ordered(GenericTypes.raw(type)), arguments);
    }

    private static final class Fields implements PropertyVisibilityStrategy {

        @Override
        public boolean isVisible(Field field) {
            return !field.getDeclaringClass().getName().startsWith("java.");
        }

        @Override
        public boolean isVisible(Method method) {
            return false;
        }
    }

    private static final class YearAdapter implements JsonbAdapter<Year, Integer> {

        @Override
        public @Nullable Integer adaptToJson(@Nullable Year year) {
            return year == null ? null : year.getValue();
        }

        @Override
        public @Nullable Year adaptFromJson(@Nullable Integer year) {
            return year == null ? null : Year.of(year);
        }
    }

    private static final class LocaleAdapter implements JsonbAdapter<Locale, String> {

        @Override
        public @Nullable String adaptToJson(@Nullable Locale locale) {
            return locale == null ? null : locale.toLanguageTag();
        }

        @Override
        public @Nullable Locale adaptFromJson(@Nullable String tag) {
            return tag == null ? null : Locale.forLanguageTag(tag);
        }
    }

    private static final class CurrencyAdapter implements JsonbAdapter<Currency, String> {

        @Override
        public @Nullable String adaptToJson(@Nullable Currency currency) {
            return currency == null ? null : currency.getCurrencyCode();
        }

        @Override
        public @Nullable Currency adaptFromJson(@Nullable String code) {
            return code == null ? null : Currency.getInstance(code);
        }
    }
}
