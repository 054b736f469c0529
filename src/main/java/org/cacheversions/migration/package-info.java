/**
 * Starts and stops caches in a production database, by plain JDBC; the packages below do the same for Flyway and
 * Liquibase, with the library's table as a Flyway location and a Liquibase changelog.
 */
@NullMarked
package org.cacheversions.migration;

import org.jspecify.annotations.NullMarked;
