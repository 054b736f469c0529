/** Values as JSON. Not API. */
@NullMarked
package org.cacheversions.internal.jsonb;

import org.jspecify.annotations.NullMarked;
