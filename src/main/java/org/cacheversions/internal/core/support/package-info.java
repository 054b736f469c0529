/**
 * The clock of a node, outages, warnings that are logged once, and closing. Uses no other room. Not API.
 */
@NullMarked
package org.cacheversions.internal.core.support;

import org.jspecify.annotations.NullMarked;
