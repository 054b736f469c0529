package org.cacheversions.spi;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Converts values to bytes and back, for stores outside the heap. The setting {@code cache-versions.codec} selects one
 * of the library's codecs. A CDI bean of this type is used instead of it:
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class ProtobufCodec implements ValueCodec {
 *     @Override
 *     public Format of(Type type) {
 *         if (!(type instanceof Class<?> message) || !MessageLite.class.isAssignableFrom(message)) {
 *             throw new IllegalArgumentException(type + " is no message");
 *         }
 *         return new ProtobufFormat(message);
 *     }
 * }
 * }</pre>
 *
 * <p>All nodes must use the same codec to share entries. Implementations must be thread-safe.
 */
public interface ValueCodec {

    /**
     * Returns the format for the values of one method.
     *
     * @param type the return type of the method with its type arguments, of a {@code CompletionStage} the type of its
     *     value, or {@code Object} for an injected cache
     * @throws IllegalArgumentException if values of this type would not be equal after a conversion to bytes and back.
     *     The message gives the reason; it is logged, and the values are kept on the heap of each node
     */
    Format of(Type type);

    /** The format of the values of one type. Implementations must be thread-safe. */
    interface Format {

        /**
         * Returns a text that changes whenever the format or the structure of the type changes. It is part of the keys
         * in the store, so a node finds only entries with an equal fingerprint. Its length is not limited.
         */
        String fingerprint();

        /**
         * Converts a value to bytes.
         *
         * @throws RuntimeException if this value would not be equal after a conversion back; the reason is logged, and
         *     the value is kept on the heap
         */
        byte[] encode(@Nullable Object value);

        /**
         * Converts bytes back to a value. The bytes are untrusted: implementations must not instantiate a class that
         * the type does not name, whatever the bytes contain.
         *
         * @throws RuntimeException if the bytes are not a value of this type; this counts as a miss
         */
        @Nullable
        Object decode(byte[] bytes);
    }
}
