/**
 * The cluster test: real nodes over one database, readers and writers, faults by a seed, and a checker outside of the
 * nodes that judges every answer. {@code docs/cluster-test.md} says how to run it and how to read its report.
 */
package org.cacheversions.cluster;
