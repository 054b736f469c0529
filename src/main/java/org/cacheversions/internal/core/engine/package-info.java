/** Assembles the other packages of the core, once per application. Not API. */
@NullMarked
package org.cacheversions.internal.core.engine;

import org.jspecify.annotations.NullMarked;
