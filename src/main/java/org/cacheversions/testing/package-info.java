/**
 * Help for the tests of applications: which caches an action invalidates, how often it loads, and versions in memory
 * for tests without a database. The packages below do the same in the style of AssertJ and for JUnit 5.
 */
@NullMarked
package org.cacheversions.testing;

import org.jspecify.annotations.NullMarked;
