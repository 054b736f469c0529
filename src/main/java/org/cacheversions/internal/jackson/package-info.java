/** Values as CBOR, with Jackson. Not API. */
@NullMarked
package org.cacheversions.internal.jackson;

import org.jspecify.annotations.NullMarked;
