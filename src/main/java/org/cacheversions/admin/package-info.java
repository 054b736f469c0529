/** The page on which an operator sees the caches of a node and invalidates them. */
@NullMarked
package org.cacheversions.admin;

import org.jspecify.annotations.NullMarked;
