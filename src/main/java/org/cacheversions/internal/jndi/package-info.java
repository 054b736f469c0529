/** Maps that a server keeps for its applications. Not API. */
@NullMarked
package org.cacheversions.internal.jndi;

import org.jspecify.annotations.NullMarked;
