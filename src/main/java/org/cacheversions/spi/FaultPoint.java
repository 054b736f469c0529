package org.cacheversions.spi;

/**
 * A hook for tests, which is called at named points of the protocol. A test may block there, throw an exception, or
 * kill the process. Provide it as a CDI bean. In production there is none.
 *
 * <p>Implementations must be thread-safe.
 */
@FunctionalInterface
public interface FaultPoint {

    /** The SELECT of the versions is about to begin. */
    String BEFORE_READ = "before-read";
    /** The SELECT has ended; its snapshot has not been handed out. */
    String AFTER_READ = "after-read";
    /** A request is about to wait for the next SELECT. */
    String WAIT_FOR_READ = "wait-for-read";
    /** A waiting request was interrupted and is about to continue without versions. */
    String LEAVE_READ = "leave-read";
    /** A value was computed and is about to be stored. */
    String BEFORE_STORE = "before-store";
    /** A thread is about to wait for the load of another thread. */
    String WAIT_FOR_LOAD = "wait-for-load";
    /** A transaction is about to complete; its new versions have not been written. */
    String BEFORE_UPDATE = "before-update";
    /** The new versions have been written; the transaction has not committed. */
    String AFTER_UPDATE = "after-update";
    /** The transaction has committed; neither observers nor other nodes have been notified. */
    String AFTER_COMMIT = "after-commit";
    /** An entry that was deferred until the commit is about to be stored. */
    String BEFORE_DEFERRED_STORE = "before-deferred-store";

    /**
     * Called when a thread reaches a point.
     *
     * @param point one of the constants of this interface
     */
    void reached(String point);

    /** Does nothing. */
    FaultPoint NONE = point -> {};
}
