package org.cacheversions.internal.remote;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes arguments as bytes that are the same on every node, and differ for different arguments: each part begins with
 * its kind and length. Equal arguments whose class defines equality loosely may have different forms, which is a miss.
 * Thread-safe.
 */
final class CanonicalForm {

    private static final int DEPTH = 64;

    /** Types of the JDK whose values have different texts unless they are equal; java.time has more. */
    private static final Set<Class<?>> BY_TEXT = Set.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Character.class,
            BigInteger.class,
            UUID.class,
            Currency.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class,
            java.net.URI.class);

    private final Map<Class<?>, List<Field>> components = new ConcurrentHashMap<>();

    /** An argument of a class whose content is unknown. */
    static final class MissingException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Class<?> type;

        MissingException(Class<?> type) {
            super(type.getName(), null, false, false);
            this.type = type;
        }

        Class<?> type() {
            return type;
        }
    }

    /** Returns the form of an argument, or of an array of arguments. */
    byte[] of(@Nullable Object content) throws MissingException {
        Output output = new Output();
        write(output, content, 0);
        return output.toByteArray();
    }

    private void write(Output output, @Nullable Object value, int depth) throws MissingException {
        if (value == null) {
            output.write('0');
        } else if (value instanceof String text) {
            output.write('s');
            output.text(text);
        } else if (depth > DEPTH) {
            throw new MissingException(value.getClass());
        } else if (value instanceof Enum<?> constant) {
            output.write('e');
            output.text(constant.getDeclaringClass().getName());
            output.text(constant.name());
        } else if (BY_TEXT.contains(value.getClass()) || isTime(value)) {
            output.write('t');
            output.text(value.getClass().getName());
            output.text(value.toString());
        } else if (!writePlain(output, value)) {
            writeComposed(output, value, depth + 1);
        }
    }

    /** The classes of java.time are final, and their texts are complete. */
    private static boolean isTime(Object value) {
        return value.getClass().getPackageName().equals("java.time");
    }

    @SuppressWarnings("JavaUtilDate") // applications pass it
    private static boolean writePlain(Output output, Object value) {
        if (value.getClass() == BigDecimal.class) {
            output.write('d');
            output.text(((BigDecimal) value).unscaledValue() + "e" + ((BigDecimal) value).scale());
        } else if (value.getClass() == Date.class) {
            output.write('u');
            output.text(Long.toString(((Date) value).getTime()));
        } else if (value instanceof Locale locale) {
            output.write('l');
            output.text(locale.getLanguage());
            output.text(locale.getScript());
            output.text(locale.getCountry());
            output.text(locale.getVariant());
            for (Character key : locale.getExtensionKeys()) {
                output.text(key + String.valueOf(locale.getExtension(key)));
            }
            output.write('.');
        } else if (value instanceof Class<?> type) {
            output.write('c');
            output.text(type.getName());
        } else if (value instanceof byte[] bytes) {
            output.write('b');
            output.bytes(bytes);
        } else {
            return false;
        }
        return true;
    }

    private void writeComposed(Output output, Object value, int depth) throws MissingException {
        if (value instanceof Optional<?> optional) {
            output.write('o');
            write(output, optional.orElse(null), depth);
        } else if (value instanceof List<?> list) {
            output.write('[');
            List<Object> elements = new ArrayList<>(list);
            requireEqual(list, elements);
            output.number(elements.size());
            for (Object element : elements) {
                write(output, element, depth);
            }
        } else if (value instanceof Set<?> set) {
            requireEqual(set, new HashSet<>(set));
            output.write('{');
            writeSorted(output, set, depth);
        } else if (value instanceof Map<?, ?> map) {
            requireEqual(map, new HashMap<>(map));
            output.write('m');
            List<Object> entries = new ArrayList<>();
            map.forEach((key, element) -> entries.add(new @Nullable Object[] {key, element}));
            writeSorted(output, entries, depth);
        } else if (value.getClass().isArray()) {
            output.write('a');
            output.text(value.getClass().getName());
            int length = Array.getLength(value);
            output.number(length);
            for (int i = 0; i < length; i++) {
                write(output, Array.get(value, i), depth);
            }
        } else if (value instanceof Record) {
            output.write('r');
            output.text(value.getClass().getName());
            for (Field component : componentsOf(value.getClass())) {
                write(output, read(component, value), depth);
            }
        } else {
            throw new MissingException(value.getClass());
        }
    }

    /** Throws for a collection of which its elements are not all, such as one of a class with more fields. */
    private static void requireEqual(Object collection, Object copy) throws MissingException {
        if (!collection.equals(copy) || !copy.equals(collection)) {
            throw new MissingException(collection.getClass());
        }
    }

    /** Writes elements without an order in the order of their forms. */
    private void writeSorted(Output output, Collection<?> elements, int depth) throws MissingException {
        List<byte[]> forms = new ArrayList<>();
        for (Object element : elements) {
            Output form = new Output();
            write(form, element, depth);
            forms.add(form.toByteArray());
        }
        forms.sort(Arrays::compare);
        output.number(forms.size());
        forms.forEach(output::bytes);
    }

    /** Returns the fields, since accessors may hide differences. */
    private List<Field> componentsOf(Class<?> type) throws MissingException {
        try {
            return components.computeIfAbsent(type, record -> {
                List<Field> fields = Arrays.stream(record.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .toList();
                fields.forEach(field -> field.setAccessible(true));
                return fields;
            });
        } catch (InaccessibleObjectException e) {
            throw new MissingException(type);
        }
    }

    private static @Nullable Object read(Field component, Object owner) throws MissingException {
        try {
            return component.get(owner);
        } catch (IllegalAccessException e) {
            throw new MissingException(owner.getClass());
        }
    }

    private static final class Output extends ByteArrayOutputStream {

        void number(int number) {
            write(number >>> 24);
            write(number >>> 16);
            write(number >>> 8);
            write(number);
        }

        void bytes(byte[] bytes) {
            number(bytes.length);
            write(bytes, 0, bytes.length);
        }

        /** By character, since half a surrogate pair has no UTF-8. */
        void text(String text) {
            number(text.length());
            for (int i = 0; i < text.length(); i++) {
                write(text.charAt(i) >>> 8);
                write(text.charAt(i));
            }
        }
    }
}
