/** A minimal Redis client for the console command. */
@NullMarked
package org.cacheversions.cli.redis;

import org.jspecify.annotations.NullMarked;
