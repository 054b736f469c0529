/** Replaces the parts of an application server on a Jetty node. */
package org.cacheversions.cluster.jetty;
