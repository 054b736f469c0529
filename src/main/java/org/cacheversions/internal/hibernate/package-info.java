/** Reads from Hibernate what JPA does not expose, and adds the entity of the versions to its unit. Not API. */
@NullMarked
package org.cacheversions.internal.hibernate;

import org.jspecify.annotations.NullMarked;
