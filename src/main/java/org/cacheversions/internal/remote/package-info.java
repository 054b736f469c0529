/** The common part of stores outside the heap: keys, entry format, type shapes, and what stays on the heap. Not API. */
@NullMarked
package org.cacheversions.internal.remote;

import org.jspecify.annotations.NullMarked;
