/** Events for JDK Flight Recorder. Not API. */
@NullMarked
package org.cacheversions.internal.jfr;

import org.jspecify.annotations.NullMarked;
