/** The application on every node of the cluster test. All servers run the same war. */
package org.cacheversions.cluster.app;
