/** Writes versions through the application's JDBC connections. Not API. */
@NullMarked
package org.cacheversions.internal.jdbc;

import org.jspecify.annotations.NullMarked;
