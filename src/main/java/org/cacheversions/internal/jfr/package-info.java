/** Events of the JDK's flight recorder. Not API. */
@NullMarked
package org.cacheversions.internal.jfr;

import org.jspecify.annotations.NullMarked;
