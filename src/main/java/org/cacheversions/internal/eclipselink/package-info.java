/** What only EclipseLink tells. Not API. */
@NullMarked
package org.cacheversions.internal.eclipselink;

import org.jspecify.annotations.NullMarked;
