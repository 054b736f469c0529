/** Redis or Valkey through Jedis. Not API. */
@NullMarked
package org.cacheversions.internal.redis;

import org.jspecify.annotations.NullMarked;
