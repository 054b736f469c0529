/**
 * Starts and stops caches in Flyway migrations. For the table itself there is a location for each database, which you
 * add to your own: {@code classpath:org/cacheversions/flyway/postgresql} (or {@code mysql}, {@code h2}, {@code oracle},
 * {@code sqlserver}, {@code db2}). It has no versioned migration, so it can't collide with your version numbers: a
 * callback creates the table before your migrations, unless it exists. The location
 * {@code classpath:org/cacheversions/flyway-journal/postgresql} does the same for the table that scopes need.
 */
@NullMarked
package org.cacheversions.migration.flyway;

import org.jspecify.annotations.NullMarked;
