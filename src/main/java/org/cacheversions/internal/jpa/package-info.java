/** Versions read and written through JPA. Not API. */
@NullMarked
package org.cacheversions.internal.jpa;

import org.jspecify.annotations.NullMarked;
