/**
 * Starts and stops caches in Liquibase changes. For the table itself, include this changelog:
 *
 * <pre>{@code
 * <include file="org/cacheversions/liquibase/cache-versions.xml"/>
 * }</pre>
 *
 * <p>{@code org/cacheversions/liquibase/cache-versions-journal.xml} creates the table that scopes need.
 */
@NullMarked
package org.cacheversions.migration.liquibase;

import org.jspecify.annotations.NullMarked;
