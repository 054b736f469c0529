/** Listens to events that only EclipseLink sends. Not API. */
@NullMarked
package org.cacheversions.internal.eclipselink;

import org.jspecify.annotations.NullMarked;
