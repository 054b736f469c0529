/** Pins one snapshot of the versions to each request. */
@NullMarked
package org.cacheversions.servlet;

import org.jspecify.annotations.NullMarked;
