/** Values as CBOR, by Jackson. Not API. */
@NullMarked
package org.cacheversions.internal.jackson;

import org.jspecify.annotations.NullMarked;
