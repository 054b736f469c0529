/** Registers the beans and interceptors, and joins the core to its adapters. Not API. */
@NullMarked
package org.cacheversions.internal.cdi;

import org.jspecify.annotations.NullMarked;
