/** Classes only in the wars for application servers. */
package org.cacheversions.cluster.server;
