package org.cacheversions.spi;

/**
 * Named points of the protocol where a test stops, delays or kills. Nothing in production; a CDI bean of this type is
 * called at each.
 */
@FunctionalInterface
public interface FaultPoint {

    /** The SELECT of the versions is about to begin. */
    String BEFORE_READ = "before-read";
    /** The SELECT has ended, its snapshot is not yet handed out. */
    String AFTER_READ = "after-read";
    /** A request is about to wait for the next SELECT. */
    String WAIT_FOR_READ = "wait-for-read";
    /** A request that waited was interrupted and is about to go on without versions. */
    String LEAVE_READ = "leave-read";
    /** A value was computed and is about to be stored. */
    String BEFORE_STORE = "before-store";
    /** A thread is about to wait for another one's load. */
    String WAIT_FOR_LOAD = "wait-for-load";
    /** A transaction is about to complete, its versions are not yet written. */
    String BEFORE_UPDATE = "before-update";
    /** The versions are written, the transaction is not yet committed. */
    String AFTER_UPDATE = "after-update";
    /** The transaction has committed, nobody was told. */
    String AFTER_COMMIT = "after-commit";
    /** An entry that waited for its transaction is about to be stored. */
    String BEFORE_DEFERRED_STORE = "before-deferred-store";

    /** Called when a thread reaches the point. */
    void reached(String point);

    /** The one that does nothing. */
    FaultPoint NONE = point -> {};
}
