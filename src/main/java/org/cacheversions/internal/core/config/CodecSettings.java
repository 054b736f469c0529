package org.cacheversions.internal.core.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How values are encoded for stores outside the heap.
 *
 * @param format the format
 * @param classes the classes that {@code java} may read in addition to plain values of the JDK
 */
public record CodecSettings(Format format, @Nullable List<String> classes) {

    /** The formats that the library provides. */
    public enum Format {
        JSON,
        CBOR,
        JAVA
    }
}
