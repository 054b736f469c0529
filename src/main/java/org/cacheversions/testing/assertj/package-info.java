/** Assertions in the style of AssertJ, which the application's tests bring. */
@NullMarked
package org.cacheversions.testing.assertj;

import org.jspecify.annotations.NullMarked;
