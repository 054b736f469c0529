/** Disables a protection, so that the checker must find stale answers. */
package org.cacheversions.cluster.control;
