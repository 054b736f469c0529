/** Configuration from MicroProfile Config, if the server provides it. Not API. */
@NullMarked
package org.cacheversions.internal.mpconfig;

import org.jspecify.annotations.NullMarked;
