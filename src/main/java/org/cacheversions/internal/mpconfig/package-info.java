/** Configuration from MicroProfile Config, where the server has it. Not API. */
@NullMarked
package org.cacheversions.internal.mpconfig;

import org.jspecify.annotations.NullMarked;
