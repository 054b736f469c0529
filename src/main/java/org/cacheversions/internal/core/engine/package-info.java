/**
 * Joins the other rooms of the core, once for each application. Not API.
 */
@NullMarked
package org.cacheversions.internal.core.engine;

import org.jspecify.annotations.NullMarked;
