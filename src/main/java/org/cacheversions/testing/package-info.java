/**
 * Support for tests of applications: assertions on which caches an action invalidates and how often it loads, and
 * versions in memory for tests without a database. Two sub-packages integrate it with AssertJ and JUnit 5.
 */
@NullMarked
package org.cacheversions.testing;

import org.jspecify.annotations.NullMarked;
