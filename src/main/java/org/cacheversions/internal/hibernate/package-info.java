/** Reads from Hibernate what JPA does not expose. Not API. */
@NullMarked
package org.cacheversions.internal.hibernate;

import org.jspecify.annotations.NullMarked;
