/** Asks Hibernate what JPA does not tell. Not API. */
@NullMarked
package org.cacheversions.internal.hibernate;

import org.jspecify.annotations.NullMarked;
