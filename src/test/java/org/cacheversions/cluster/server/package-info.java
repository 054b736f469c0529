/** What only the wars for application servers hold. */
package org.cacheversions.cluster.server;
