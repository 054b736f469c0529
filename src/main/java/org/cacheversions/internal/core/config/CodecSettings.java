package org.cacheversions.internal.core.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How values are written in stores outside of the heap.
 *
 * @param name {@value Configuration#CODEC}: {@code json}, {@code cbor} or {@code java}
 * @param classes {@value Configuration#CODEC_JAVA_CLASSES}: what {@code java} may read besides the JDK's plain values
 */
public record CodecSettings(String name, @Nullable List<String> classes) {}
