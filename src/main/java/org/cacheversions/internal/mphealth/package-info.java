/** A readiness check of MicroProfile Health. Not API. */
@NullMarked
package org.cacheversions.internal.mphealth;

import org.jspecify.annotations.NullMarked;
