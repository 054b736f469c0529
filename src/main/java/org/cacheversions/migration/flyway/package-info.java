/**
 * Starts and stops caches by migrations of Flyway. The table itself comes with a location for each database, to be
 * named beside your own: {@code classpath:org/cacheversions/flyway/postgresql} (or {@code mysql}, {@code h2},
 * {@code oracle}, {@code sqlserver}, {@code db2}). It holds no versioned migration, so it can't collide with your
 * numbers: a callback creates the table before a migration of yours, if there is none.
 */
@NullMarked
package org.cacheversions.migration.flyway;

import org.jspecify.annotations.NullMarked;
