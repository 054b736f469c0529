/**
 * Cached methods and their entries under one set of labels. May use {@code versions} and {@code support}. Not API.
 */
@NullMarked
package org.cacheversions.internal.core.entries;

import org.jspecify.annotations.NullMarked;
