/** What switches a protection off, so that the checker has something to find. */
package org.cacheversions.cluster.control;
