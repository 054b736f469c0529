/** Values by Java's own serialisation, of classes on a list only. Not API. */
@NullMarked
package org.cacheversions.internal.serialized;

import org.jspecify.annotations.NullMarked;
