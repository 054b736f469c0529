/** The CDI extension, interceptors and beans, which connect the core to its adapters. Not API. */
@NullMarked
package org.cacheversions.internal.cdi;

import org.jspecify.annotations.NullMarked;
