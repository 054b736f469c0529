/**
 * Statistics for people, the last hour, and the status of the node. May use {@code coherence}, {@code entries},
 * {@code versions} and {@code support}. Not API.
 */
@NullMarked
package org.cacheversions.internal.core.figures;

import org.jspecify.annotations.NullMarked;
