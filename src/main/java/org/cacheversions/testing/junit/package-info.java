/** Extensions for JUnit 5, which must be among the test dependencies of the application. */
@NullMarked
package org.cacheversions.testing.junit;

import org.jspecify.annotations.NullMarked;
