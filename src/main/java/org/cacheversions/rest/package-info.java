/** Conditional responses of Jakarta REST: {@code ETag} and 304 from the versions of caches. */
@NullMarked
package org.cacheversions.rest;

import org.jspecify.annotations.NullMarked;
