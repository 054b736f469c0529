/** Extensions for JUnit 5, which the application's tests bring. */
@NullMarked
package org.cacheversions.testing.junit;

import org.jspecify.annotations.NullMarked;
