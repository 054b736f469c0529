package org.cacheversions.internal.serialized;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.cacheversions.internal.remote.Comparison;
import org.cacheversions.internal.remote.GenericTypes;
import org.cacheversions.spi.ValueCodec;
import org.jspecify.annotations.Nullable;

/** The serialized format of one type. Of an optional, which can't be serialized, the content is written. */
final class SerializedFormat implements ValueCodec.Format {

    /**
     * A collection is allocated before its elements are read, for as many as the bytes say. An element takes at least
     * one byte, and a map has at most eight slots for each element, and 16 if it is small.
     */
    private static final int SLOTS_PER_BYTE = 8;

    private static final int FIRST_SLOTS = 1_024;

    private final Type type;
    private final AllowList allowed;
    private final String fingerprint;

    SerializedFormat(Type type, AllowList allowed, String shape) {
        this.type = type;
        this.allowed = allowed;
        this.fingerprint = "Java 1 " + shape;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public byte[] encode(@Nullable Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeBoolean(value instanceof Optional<?>);
            output.writeObject(value instanceof Optional<?> optional ? optional.orElse(null) : value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] written = bytes.toByteArray();
        Comparison.requireSame(value, decode(written)); // which refuses classes that are not allowed
        return written;
    }

    @Override
    @SuppressWarnings("BanSerializableRead") // reads allowed classes only
    public @Nullable Object decode(byte[] bytes) {
        @Nullable Class<?>[] rejected = new Class<?>[1];
        long[] slots = {FIRST_SLOTS + (long) SLOTS_PER_BYTE * bytes.length};
        try (Input input = new Input(
                new ByteArrayInputStream(bytes), GenericTypes.raw(type).getClassLoader())) {
            input.setObjectInputFilter(info -> {
                slots[0] -= Math.max(0, info.arrayLength());
                if (slots[0] < 0) {
                    return ObjectInputFilter.Status.REJECTED;
                }
                ObjectInputFilter.Status status = allowed.checkInput(info);
                rejected[0] = status == ObjectInputFilter.Status.REJECTED ? info.serialClass() : null;
                return status;
            });
            boolean optional = input.readBoolean();
            Object read = input.readObject();
            Object value = optional ? Optional.ofNullable(read) : read;
            if (input.read() >= 0 || !fits(value, type)) {
                throw new IllegalArgumentException("no " + type.getTypeName());
            }
            return value;
        } catch (IOException e) {
            Class<?> unlisted = rejected[0];
            if (unlisted != null) {
                throw new IllegalArgumentException(
                        unlisted.getName() + ", which cache-versions.codec.java-classes does not name");
            }
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Returns whether a value and its content have the declared type; otherwise the caller would fail later. */
    private static boolean fits(@Nullable Object value, Type type) {
        Class<?> expected = MethodType.methodType(GenericTypes.raw(type)).wrap().returnType();
        if (value == null) {
            return !GenericTypes.raw(type).isPrimitive();
        }
        if (!expected.isInstance(value)) {
            return false;
        }
        if (!(type instanceof ParameterizedType parameterized)) {
            return true;
        }
        Type[] arguments = parameterized.getActualTypeArguments();
        if (value instanceof Optional<?> optional) {
            return optional.isEmpty() || fits(optional.get(), arguments[0]);
        }
        if (value instanceof Collection<?> elements && arguments.length == 1) {
            return elements.stream().allMatch(element -> fits(element, arguments[0]));
        }
        if (value instanceof Map<?, ?> map && arguments.length == 2) {
            return map.entrySet().stream()
                    .allMatch(entry -> fits(entry.getKey(), arguments[0]) && fits(entry.getValue(), arguments[1]));
        }
        return true;
    }

    /** Loads classes with the class loader of the application, and no proxies. */
    private static final class Input extends ObjectInputStream {

        private final @Nullable ClassLoader ofType;

        Input(InputStream input, @Nullable ClassLoader ofType) throws IOException {
            super(input);
            this.ofType = ofType;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            try {
                return Class.forName(description.getName(), false, context != null ? context : ofType);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
            throw new InvalidClassException("a proxy");
        }
    }
}
