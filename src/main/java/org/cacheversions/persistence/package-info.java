/** The versions as a JPA entity. */
@NullMarked
package org.cacheversions.persistence;

import org.jspecify.annotations.NullMarked;
