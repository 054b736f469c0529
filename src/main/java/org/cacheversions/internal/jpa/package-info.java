/** Reads and writes versions with JPA. Not API. */
@NullMarked
package org.cacheversions.internal.jpa;

import org.jspecify.annotations.NullMarked;
