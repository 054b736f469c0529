/** Entries in a cache of a JSR-107 provider. Not API. */
@NullMarked
package org.cacheversions.internal.jcache;

import org.jspecify.annotations.NullMarked;
