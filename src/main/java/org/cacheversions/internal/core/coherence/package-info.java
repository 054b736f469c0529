/**
 * Reads of the versions in each coherence mode, start-up, leases, acknowledgements and hints. May use {@code config},
 * {@code entries}, {@code versions} and {@code support}. Not API.
 */
@NullMarked
package org.cacheversions.internal.core.coherence;

import org.jspecify.annotations.NullMarked;
