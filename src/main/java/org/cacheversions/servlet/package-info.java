/** The servlet filter that pins one snapshot of the versions to each request, and the check at deployment. */
@NullMarked
package org.cacheversions.servlet;

import org.jspecify.annotations.NullMarked;
