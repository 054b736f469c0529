/** Figures as instruments of OpenTelemetry. Not API. */
@NullMarked
package org.cacheversions.internal.opentelemetry;

import org.jspecify.annotations.NullMarked;
