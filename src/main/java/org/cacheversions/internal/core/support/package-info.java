/**
 * The clock of a node, outages, warnings that are logged once, and closing. Uses no other package of the core. Not API.
 */
@NullMarked
package org.cacheversions.internal.core.support;

import org.jspecify.annotations.NullMarked;
