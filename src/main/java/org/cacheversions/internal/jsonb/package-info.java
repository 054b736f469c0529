/** Values as JSON, with JSON-B. Not API. */
@NullMarked
package org.cacheversions.internal.jsonb;

import org.jspecify.annotations.NullMarked;
