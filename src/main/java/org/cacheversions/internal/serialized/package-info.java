/** Values as Java serialization writes them, of allowed classes only. Not API. */
@NullMarked
package org.cacheversions.internal.serialized;

import org.jspecify.annotations.NullMarked;
