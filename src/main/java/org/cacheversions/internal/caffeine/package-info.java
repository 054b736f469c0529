/** The store on the heap. Not API. */
@NullMarked
package org.cacheversions.internal.caffeine;

import org.jspecify.annotations.NullMarked;
