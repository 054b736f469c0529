/** Hints by PostgreSQL's LISTEN and NOTIFY, through its own driver. Not API. */
@NullMarked
package org.cacheversions.internal.postgresql;

import org.jspecify.annotations.NullMarked;
