/**
 * The cached call: hit, miss, loads outside and inside a transaction, stale values, refresh, and the invalidator. May
 * use {@code coherence}, {@code entries}, {@code transaction}, {@code versions} and {@code support}. Not API.
 */
@NullMarked
package org.cacheversions.internal.core.call;

import org.jspecify.annotations.NullMarked;
