/** Versions written through a JDBC connection of the application's. Not API. */
@NullMarked
package org.cacheversions.internal.jdbc;

import org.jspecify.annotations.NullMarked;
