/** Statistics as OpenTelemetry instruments. Not API. */
@NullMarked
package org.cacheversions.internal.opentelemetry;

import org.jspecify.annotations.NullMarked;
