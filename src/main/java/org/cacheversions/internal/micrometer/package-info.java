/** Figures as meters of Micrometer. Not API. */
@NullMarked
package org.cacheversions.internal.micrometer;

import org.jspecify.annotations.NullMarked;
