package org.cacheversions.cluster;

/**
 * A request, as the checker saw it begin.
 *
 * @param node who was asked
 * @param what for
 * @param floors the counter of each item that was known to be committed then
 * @param started when, by {@link System#nanoTime()}; after the floors were noted
 */
record Asked(ClusterNode node, String what, long[] floors, long started) {}
