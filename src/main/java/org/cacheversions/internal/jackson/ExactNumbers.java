package org.cacheversions.internal.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.databind.type.ReferenceType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a number only as the kind that was written: Jackson would round it, make it infinite, or drop its upper bits. */
final class ExactNumbers extends BeanDeserializerModifier {

    private static final long serialVersionUID = 1L;

    /** Jackson itself is exact for the others. */
    private static final Set<Class<?>> TYPES = Set.of(
            byte.class,
            float.class,
            double.class,
            Byte.class,
            Float.class,
            Double.class,
            OptionalDouble.class,
            BigDecimal.class);

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription description, JsonDeserializer<?> read) {
        return TYPES.contains(description.getBeanClass()) ? new Reading(read) : read;
    }

    /** Covers {@code OptionalDouble}. */
    @Override
    public JsonDeserializer<?> modifyReferenceDeserializer(
            DeserializationConfig config, ReferenceType type, BeanDescription description, JsonDeserializer<?> read) {
        return modifyDeserializer(config, description, read);
    }

    @Override
    public JsonDeserializer<?> modifyArrayDeserializer(
            DeserializationConfig config, ArrayType type, BeanDescription description, JsonDeserializer<?> read) {
        Class<?> element = type.getContentType().getRawClass();
        return element.isPrimitive() && TYPES.contains(element) ? new Reading(read) : read;
    }

    private static final class Reading extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        Reading(JsonDeserializer<?> read) {
            super(read);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> read) {
            return new Reading(read);
        }

        /** Wraps the parser here, and not for the whole value, since Jackson may read a subtype from buffered tokens. */
        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return super.deserialize(new Exact(parser), context);
        }
    }

    private static final class Exact extends JsonParserDelegate {

        Exact(JsonParser parser) {
            super(parser);
        }

        @Override
        public byte getByteValue() throws IOException {
            int number = getIntValue();
            require(number == (byte) number, byte.class);
            return (byte) number;
        }

        @Override
        public float getFloatValue() throws IOException {
            require(getNumberType() == NumberType.FLOAT, float.class);
            return super.getFloatValue();
        }

        @Override
        public double getDoubleValue() throws IOException {
            require(getNumberType() == NumberType.DOUBLE, double.class);
            return super.getDoubleValue();
        }

        @Override
        public BigDecimal getDecimalValue() throws IOException {
            require(getNumberType() != NumberType.FLOAT && getNumberType() != NumberType.DOUBLE, BigDecimal.class);
            return super.getDecimalValue();
        }

        private void require(boolean exact, Class<?> type) throws IOException {
            if (!exact) {
                throw new InputCoercionException(this, "another kind of number", currentToken(), type);
            }
        }
    }
}
