/** Statistics as Micrometer meters. Not API. */
@NullMarked
package org.cacheversions.internal.micrometer;

import org.jspecify.annotations.NullMarked;
