/**
 * Starts and stops caches in a production database using plain JDBC. The packages below do the same for Flyway and
 * Liquibase, and bring the library's table as a Flyway location and a Liquibase changelog.
 */
@NullMarked
package org.cacheversions.migration;

import org.jspecify.annotations.NullMarked;
