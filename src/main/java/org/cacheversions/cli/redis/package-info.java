/** As much of a Redis client as the console command needs. */
@NullMarked
package org.cacheversions.cli.redis;

import org.jspecify.annotations.NullMarked;
