package org.cacheversions.internal.core.entries;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cacheversions.internal.core.entries.UnkeptKeyException.Reason;
import org.cacheversions.internal.core.support.PerClass;
import org.jspecify.annotations.Nullable;

/** Takes records apart and puts them together again. Reads fields, since accessors may hide differences. */
final class RecordShape {

    private static final Set<Class<?>> FIXED = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Character.class,
            UUID.class,
            Locale.class,
            Currency.class,
            Class.class);

    private static final PerClass<Optional<RecordShape>> SHAPES = new PerClass<>(RecordShape::shapeOf);

    private final Constructor<?> constructor;
    private final Field[] fields;

    private RecordShape(Constructor<?> constructor, Field[] fields) {
        this.constructor = constructor;
        this.fields = fields;
    }

    /** Returns the shape of a class of records, or {@code null} if its module does not allow it to be read. */
    static @Nullable RecordShape of(Class<?> type) {
        return SHAPES.get(type).orElse(null);
    }

    /** Returns whether no object of a class of records can change, as far as the types of its components show. */
    static boolean isFixed(Class<?> type) {
        return isFixed(type, 0);
    }

    private static boolean isFixed(Class<?> type, int depth) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .allMatch(part -> isFixedPart(part, depth));
    }

    /** Returns whether no object that is declared as this class can change. */
    static boolean isFixedPart(Class<?> part) {
        return isFixedPart(part, 0);
    }

    private static boolean isFixedPart(Class<?> part, int depth) {
        return part.isPrimitive()
                || part.isEnum()
                || FIXED.contains(part)
                || part.getPackageName().equals("java.time")
                || (part.isRecord() && depth < 4 && isFixed(part, depth + 1));
    }

    private static Optional<RecordShape> shapeOf(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Field[] fields = new Field[components.length];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = type.getDeclaredField(components[i].getName());
                fields[i].setAccessible(true);
            }
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
            constructor.setAccessible(true);
            return Optional.of(new RecordShape(constructor, fields));
        } catch (NoSuchFieldException | NoSuchMethodException e) {
            throw new IllegalStateException(e); // each record has them
        } catch (InaccessibleObjectException e) {
            return Optional.empty();
        }
    }

    @Nullable
    Object[] components(Object owner) {
        @Nullable Object[] components = new @Nullable Object[fields.length];
        try {
            for (int i = 0; i < components.length; i++) {
                components[i] = fields[i].get(owner);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // they were made accessible
        }
        return components;
    }

    Object create(@Nullable Object[] components) throws UnkeptKeyException {
        try {
            return constructor.newInstance(components);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new UnkeptKeyException(constructor.getDeclaringClass(), Reason.FAILED);
        }
    }
}
