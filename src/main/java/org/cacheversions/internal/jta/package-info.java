/** The core's view of JTA transactions. Not API. */
@NullMarked
package org.cacheversions.internal.jta;

import org.jspecify.annotations.NullMarked;
