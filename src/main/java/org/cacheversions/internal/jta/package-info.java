/** Adapts JTA transactions to the core. Not API. */
@NullMarked
package org.cacheversions.internal.jta;

import org.jspecify.annotations.NullMarked;
