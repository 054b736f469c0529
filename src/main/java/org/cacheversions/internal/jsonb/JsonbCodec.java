package org.cacheversions.internal.jsonb;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.config.PropertyVisibilityStrategy;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Year;
import java.util.Currency;
import java.util.Locale;
import org.cacheversions.internal.remote.JdkTypes;
import org.cacheversions.spi.ValueCodec;

/**
 * Values as JSON, by the JSON-B of the platform and the type that the method declares. A value is what its fields hold.
 * Safe for use by many threads.
 */
public final class JsonbCodec implements ValueCodec {

    /** Keeps the order of maps and sets in beans; other providers don't know it, and what they mix up is refused. */
    private static final String YASSON_TYPE_MAPPING = "jsonb.user-type-mapping";

    private final Jsonb jsonb;

    /** Uses the provider that the platform or the application brings. */
    public JsonbCodec() {
        this.jsonb = JsonbBuilder.create(new JsonbConfig()
                .withNullValues(true)
                .setProperty(YASSON_TYPE_MAPPING, JdkTypes.ORDERED)
                .withPropertyVisibilityStrategy(new Fields())
                .withAdapters(new YearAdapter(), new LocaleAdapter(), new CurrencyAdapter())
                .withDeserializers(new RecordDeserializer()));
    }

    @Override
    public Format of(Type type) {
        return new JsonbFormat(jsonb, type, new TypeShape(type));
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
        public Integer adaptToJson(Year year) {
            return year.getValue();
        }

        @Override
        public Year adaptFromJson(Integer year) {
            return Year.of(year);
        }
    }

    private static final class LocaleAdapter implements JsonbAdapter<Locale, String> {

        @Override
        public String adaptToJson(Locale locale) {
            return locale.toLanguageTag();
        }

        @Override
        public Locale adaptFromJson(String tag) {
            return Locale.forLanguageTag(tag);
        }
    }

    private static final class CurrencyAdapter implements JsonbAdapter<Currency, String> {

        @Override
        public String adaptToJson(Currency currency) {
            return currency.getCurrencyCode();
        }

        @Override
        public Currency adaptFromJson(String code) {
            return Currency.getInstance(code);
        }
    }
}
