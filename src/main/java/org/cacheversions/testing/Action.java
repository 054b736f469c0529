package org.cacheversions.testing;

/**
 * A block of test code, whose effect on caches is observed.
 *
 * <pre>{@code
 * Action<SQLException> ban = () -> bans.ban(7);
 * }</pre>
 *
 * @param <E> the checked exception that it may throw, or {@code RuntimeException}
 */
@FunctionalInterface
public interface Action<E extends Exception> {

    /** Runs the block, on the thread of the test. */
    void run() throws E;
}
