package org.cacheversions.internal.jsonb;

import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/** Reads numbers that may have any length. Providers would also read them from strings, without a bound. */
final class ExactNumbers {

    static final JsonbDeserializer<?>[] DESERIALIZERS = {
        new OfBigInteger(), new OfBigDecimal(), new OfDouble(), new OfFloat()
    };

    /** Numbers can be texts; the keys of maps are. */
    private static final int LONGEST = 1_000;

    private static final Map<Class<?>, Bounded<?>> BY_TYPE = Map.of(
            BigInteger.class, new OfBigInteger(),
            BigDecimal.class, new OfBigDecimal(),
            Double.class, new OfDouble(),
            Float.class, new OfFloat());

    private ExactNumbers() {}

    /** Returns whether numbers of a class are read here. */
    static boolean read(Class<?> type) {
        return BY_TYPE.containsKey(type);
    }

    /** Reads a number of such a class from its text. */
    static Number read(Class<?> type, String text) {
        Bounded<?> bounded = BY_TYPE.get(type);
        if (bounded == null) {
            throw new IllegalArgumentException(type.getName());
        }
        return bounded.read(text);
    }

    private abstract static class Bounded<N extends Number> implements JsonbDeserializer<N> {

        @Override
        @SuppressWarnings("NullAway") // a JSON null is read as null
        public N deserialize(JsonParser parser, DeserializationContext context, Type type) {
            if (parser.getValue() == JsonValue.NULL) {
                return null;
            }
            return read(parser.getString()); // as it was written: JSON-P's numbers have no negative zero
        }

        final N read(String text) {
            try {
                if (text.length() <= LONGEST) {
                    return of(text);
                }
            } catch (ArithmeticException | NumberFormatException e) {
                throw new JsonbException("another kind of number", e);
            }
            throw new JsonbException("a number that is too long");
        }

        abstract N of(String text);
    }

    private static final class OfBigInteger extends Bounded<BigInteger> {
        @Override
        BigInteger of(String text) {
            return new BigInteger(text); // written without an exponent, which would cost time
        }
    }

    private static final class OfBigDecimal extends Bounded<BigDecimal> {
        @Override
        BigDecimal of(String text) {
            return decimal(text);
        }
    }

    private static BigDecimal decimal(String text) {
        BigDecimal number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) > LONGEST) { // it would have as many digits
            throw new NumberFormatException("the scale " + number.scale());
        }
        return number;
    }

    private static final class OfDouble extends Bounded<Double> {
        @Override
        Double of(String text) {
            return finite(Double.parseDouble(text));
        }
    }

    private static final class OfFloat extends Bounded<Float> {
        @Override
        Float of(String text) {
            float number = Float.parseFloat(text);
            finite(number);
            return number;
        }
    }

    private static double finite(double number) {
        if (!Double.isFinite(number)) {
            throw new NumberFormatException("no finite number");
        }
        return number;
    }
}
