package org.cacheversions.internal.core.entries;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cacheversions.internal.core.support.PerClass;
import org.jspecify.annotations.Nullable;

/**
 * Copies objects of an application's class field by field. The copy is created without a constructor of the class, as
 * deserialisation does.
 */
final class OwnShape {

    /** {@code sun.reflect.ReflectionFactory}, which every JDK has for serialisation libraries; {@code null} without it. */
    private static final @Nullable Object FACTORY;

    private static final @Nullable Method NEW_CONSTRUCTOR;

    private static final PerClass<Optional<OwnShape>> SHAPES = new PerClass<>(OwnShape::shapeOf);

    static {
        Object factory = null;
        Method newConstructor = null;
        try {
            // by the loader of the JDK, since that of an application may not show the package
            Class<?> type = Class.forName("sun.reflect.ReflectionFactory", true, null);
            newConstructor = type.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
            factory = type.getMethod("getReflectionFactory").invoke(null);
        } catch (ReflectiveOperationException e) {
            // a runtime without the module jdk.unsupported
        }
        FACTORY = factory;
        NEW_CONSTRUCTOR = newConstructor;
    }

    private final Constructor<?> constructor;
    private final List<Field> fields;

    private OwnShape(Constructor<?> constructor, List<Field> fields) {
        this.constructor = constructor;
        this.fields = fields;
    }

    /** Returns whether an object of a class outside the platform may change, as far as the class shows. */
    static boolean mayChange(Class<?> type) {
        return !isOfPlatform(type)
                && !isGenerated(type)
                && !allFields(type)
                        .allMatch(field ->
                                Modifier.isFinal(field.getModifiers()) && RecordShape.isFixedPart(field.getType()));
    }

    /** Returns the shape of a class, or {@code null} if its objects can't be copied. */
    static @Nullable OwnShape of(Class<?> type) {
        return SHAPES.get(type).orElse(null);
    }

    private static Optional<OwnShape> shapeOf(Class<?> type) {
        if (FACTORY == null || NEW_CONSTRUCTOR == null || type.isHidden() || !hasOwnState(type) || isFinalized(type)) {
            return Optional.empty();
        }
        try {
            List<Field> fields = allFields(type)
                    .filter(field -> !isOfPlatform(field.getDeclaringClass()))
                    .toList();
            fields.forEach(field -> field.setAccessible(true));
            Object constructor = NEW_CONSTRUCTOR.invoke(FACTORY, type, Object.class.getDeclaredConstructor());
            return constructor instanceof Constructor<?> made
                    ? Optional.of(new OwnShape(made, fields))
                    : Optional.empty();
        } catch (ReflectiveOperationException | InaccessibleObjectException | SecurityException e) {
            return Optional.empty();
        }
    }

    /** Returns whether the state of an object is in classes outside the platform; the abstract collections have none. */
    private static boolean hasOwnState(Class<?> type) {
        return allFields(type)
                .map(Field::getDeclaringClass)
                .allMatch(owner -> !isOfPlatform(owner) || owner.getName().startsWith("java.util.Abstract"));
    }

    /** Returns whether the end of a copy would release what belongs to the original. */
    private static boolean isFinalized(Class<?> type) {
        return classes(type)
                .filter(part -> part != Object.class)
                .flatMap(part -> Arrays.stream(part.getDeclaredMethods()))
                .anyMatch(method -> method.getName().equals("finalize") && method.getParameterCount() == 0);
    }

    private static Stream<Class<?>> classes(Class<?> type) {
        return Stream.iterate(type, part -> part != null, Class::getSuperclass);
    }

    private static Stream<Field> allFields(Class<?> type) {
        return classes(type)
                .flatMap(part -> Arrays.stream(part.getDeclaredFields()))
                .filter(field -> !Modifier.isStatic(field.getModifiers()));
    }

    /** Returns whether a library has made the class, for example to intercept calls or to load an entity lazily. */
    private static boolean isGenerated(Class<?> type) {
        return type.getName().contains("$$") || type.getName().contains("$HibernateProxy");
    }

    private static boolean isOfPlatform(Class<?> type) {
        return Stream.of("java.", "javax.", "jakarta.", "jdk.", "sun.", "com.sun.")
                .anyMatch(type.getName()::startsWith);
    }

    /** Returns an object without content. */
    Object empty() throws ReflectiveOperationException {
        return constructor.newInstance();
    }

    /** Fills an empty object with the content of another one. */
    void fill(Object copy, Object original, UnaryOperator<@Nullable Object> part) throws IllegalAccessException {
        for (Field field : fields) {
            if (field.getType().isPrimitive()) {
                field.set(copy, field.get(original));
                continue;
            }
            Object value = field.get(original);
            Object copied = part.apply(value);
            field.set(copy, field.getType().isInstance(copied) ? copied : value);
        }
    }
}
