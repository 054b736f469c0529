/** The algorithms, in plain Java: no CDI, no servlet, no JPA. Not API. */
@NullMarked
package org.cacheversions.internal.core;

import org.jspecify.annotations.NullMarked;
