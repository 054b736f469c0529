/**
 * The versions of all caches: rows, names and new versions. May use {@code support}. Not API.
 */
@NullMarked
package org.cacheversions.internal.core.versions;

import org.jspecify.annotations.NullMarked;
