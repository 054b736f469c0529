/** What stores outside of the heap have in common: keys, frames, and what stays on the heap. Not API. */
@NullMarked
package org.cacheversions.internal.remote;

import org.jspecify.annotations.NullMarked;
