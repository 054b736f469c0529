package org.cacheversions.internal.jsonb;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Reads numbers of their own kind and range only. Providers would read {@code 1e99} as the {@code int} 0, and texts of
 * digits without a bound.
 */
final class ExactNumbers {

    static final JsonbDeserializer<?>[] DESERIALIZERS = {
        new OfByte(), new OfShort(), new OfInteger(), new OfLong(), new OfBigInteger()
    };

    /** The keys of maps are texts. */
    private static final int KEY = 1_000;

    private ExactNumbers() {}

    private abstract static class Exact<N extends Number> implements JsonbDeserializer<N> {

        @Override
        @SuppressWarnings("NullAway") // a JSON null is read as null
        public N deserialize(JsonParser parser, DeserializationContext context, Type type) {
            JsonValue value = parser.getValue();
            if (value == JsonValue.NULL) {
                return null;
            }
            try {
                if (value instanceof JsonNumber number) {
                    return of(number.bigDecimalValue());
                }
                if (value instanceof JsonString text && text.getString().length() <= KEY) {
                    return of(new BigDecimal(new BigInteger(text.getString())));
                }
            } catch (ArithmeticException | NumberFormatException e) {
                throw new JsonbException("another kind of number", e);
            }
            throw new JsonbException("no number");
        }

        abstract N of(BigDecimal number);
    }

    private static final class OfByte extends Exact<Byte> {
        @Override
        Byte of(BigDecimal number) {
            return number.byteValueExact();
        }
    }

    private static final class OfShort extends Exact<Short> {
        @Override
        Short of(BigDecimal number) {
            return number.shortValueExact();
        }
    }

    private static final class OfInteger extends Exact<Integer> {
        @Override
        Integer of(BigDecimal number) {
            return number.intValueExact();
        }
    }

    private static final class OfLong extends Exact<Long> {
        @Override
        Long of(BigDecimal number) {
            return number.longValueExact();
        }
    }

    private static final class OfBigInteger extends Exact<BigInteger> {
        @Override
        BigInteger of(BigDecimal number) {
            return number.toBigIntegerExact();
        }
    }
}
