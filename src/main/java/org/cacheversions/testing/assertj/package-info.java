/** Assertions for AssertJ, which must be among the test dependencies of the application. */
@NullMarked
package org.cacheversions.testing.assertj;

import org.jspecify.annotations.NullMarked;
