package org.cacheversions.cluster;

/**
 * A request that has started, as the checker sees it.
 *
 * @param node the node that handles it
 * @param what a description for findings
 * @param floors for each item, the highest counter known to be committed when the request started
 * @param told for each item, the highest counter whose writer had returned
 * @param started the {@link System#nanoTime()} of the start, taken after the floors
 */
record PendingRequest(ClusterNode node, String what, long[] floors, long[] told, long started) {}
