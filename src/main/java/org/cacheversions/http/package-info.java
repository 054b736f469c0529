/** Conditional responses of servlets, Faces and JSP: {@code ETag} and 304 from the versions of caches. */
@NullMarked
package org.cacheversions.http;

import org.jspecify.annotations.NullMarked;
