/** What the library needs of others and offers to others: where versions come from, where entries live, who counts. */
@NullMarked
package org.cacheversions.spi;

import org.jspecify.annotations.NullMarked;
