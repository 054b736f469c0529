package org.cacheversions.spi;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into bytes for stores outside of the heap, and back. {@code cache-versions.codec} names one of the
 * library's; a CDI bean of this type takes its place. Must be safe for use by many threads.
 */
public interface ValueCodec {

    /**
     * Prepares for the values of one method.
     *
     * @param type what the method returns, with its type arguments
     * @throws IllegalArgumentException if such values can't come back as they were; the message says why. They are then
     *     kept on the heap of each node
     */
    Format of(Type type);

    /** How values of one type are written. Must be safe for use by many threads. */
    interface Format {

        /**
         * Answers what changes when the format does, or the shape of the type: an entry that was written by a node with
         * another one is not found. A text of any length.
         */
        String fingerprint();

        /**
         * Writes a value.
         *
         * @throws RuntimeException if this value can't come back as it is; it is then kept on the heap
         */
        byte[] encode(@Nullable Object value);

        /**
         * Reads a value. Whatever the bytes say, it makes no instance of a class that the type does not name.
         *
         * @throws RuntimeException if the bytes are no such value, which counts as a miss
         */
        @Nullable
        Object decode(byte[] bytes);
    }
}
