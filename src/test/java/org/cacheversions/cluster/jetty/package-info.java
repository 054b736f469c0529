/** What stands in for an application server on a Jetty node. */
package org.cacheversions.cluster.jetty;
