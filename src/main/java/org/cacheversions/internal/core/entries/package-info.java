/**
 * What is known of a cached method, and its entries under one set of labels. May use {@code versions} and the
 * rooms above it. Not API.
 */
@NullMarked
package org.cacheversions.internal.core.entries;

import org.jspecify.annotations.NullMarked;
