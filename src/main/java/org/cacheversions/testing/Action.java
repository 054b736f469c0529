package org.cacheversions.testing;

/**
 * What a test does.
 *
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface Action<E extends Exception> {

    /** Does it. */
    void run() throws E;
}
