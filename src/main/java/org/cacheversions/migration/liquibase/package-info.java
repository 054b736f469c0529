/**
 * Starts and stops caches by changes of Liquibase. The table itself comes with a changelog to include:
 *
 * <pre>{@code
 * <include file="org/cacheversions/liquibase/cache-versions.xml"/>
 * }</pre>
 */
@NullMarked
package org.cacheversions.migration.liquibase;

import org.jspecify.annotations.NullMarked;
