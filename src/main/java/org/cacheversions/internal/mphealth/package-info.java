/** The readiness check for MicroProfile Health. Not API. */
@NullMarked
package org.cacheversions.internal.mphealth;

import org.jspecify.annotations.NullMarked;
