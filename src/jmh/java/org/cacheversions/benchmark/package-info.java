/**
 * Benchmarks, compiled under the profile {@code jmh} only. {@link org.cacheversions.benchmark.Rounds} runs them in
 * interleaved rounds; {@link org.cacheversions.benchmark.Report} makes tables of medians and ratios.
 */
package org.cacheversions.benchmark;
