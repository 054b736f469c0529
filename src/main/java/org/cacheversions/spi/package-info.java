/**
 * Interfaces between the library and replaceable parts: the source of the versions, stores, codecs, hint channels, and
 * metrics. A CDI bean of type {@link org.cacheversions.spi.VersionSource}, {@link org.cacheversions.spi.ValueCodec} or
 * {@link org.cacheversions.spi.HintChannel} replaces the library's own; every bean of type
 * {@link org.cacheversions.spi.CacheMetrics} is notified.
 */
@NullMarked
package org.cacheversions.spi;

import org.jspecify.annotations.NullMarked;
