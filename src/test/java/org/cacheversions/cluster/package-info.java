/**
 * The cluster test: real nodes with one database, readers and writers, faults from a seed, and a checker outside the
 * nodes that checks every answer. {@code docs/cluster-test.md} describes how to run it and how to read its report.
 */
package org.cacheversions.cluster;
