/** Hints with PostgreSQL's LISTEN and NOTIFY, over its own driver. Not API. */
@NullMarked
package org.cacheversions.internal.postgresql;

import org.jspecify.annotations.NullMarked;
