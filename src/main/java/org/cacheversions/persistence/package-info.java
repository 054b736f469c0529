/** The JPA entities of the library's tables. */
@NullMarked
package org.cacheversions.persistence;

import org.jspecify.annotations.NullMarked;
