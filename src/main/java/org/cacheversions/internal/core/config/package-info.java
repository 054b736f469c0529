/**
 * The configuration: one record with the keys, their sources and their validation; and the persistence units that the
 * application declares. May use {@code support}. Not API.
 */
@NullMarked
package org.cacheversions.internal.core.config;

import org.jspecify.annotations.NullMarked;
