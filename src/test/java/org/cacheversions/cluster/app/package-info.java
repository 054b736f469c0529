/** The application that runs on every node of the cluster test: one war, on each server. */
package org.cacheversions.cluster.app;
