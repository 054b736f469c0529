package org.cacheversions.spi;

import java.util.SortedSet;

/**
 * Carries word from node to node that caches were invalidated, so that in {@code bounded} coherence others read the
 * versions at once, not when their snapshot has grown too old. Only speed, never correctness: hints may be lost, late,
 * doubled or out of order. A CDI bean of this type is used; must be safe for use by many threads.
 */
public interface HintChannel extends AutoCloseable {

    /**
     * Begins to listen. Called once, at deployment.
     *
     * @param hinted to be run at each hint of another node, and after each reconnection, since hints may have been
     *     missed meanwhile; cheap, never throws
     */
    void open(Runnable hinted);

    /**
     * Tells the other nodes. Called after the commit, on a thread without a transaction; what it throws is logged.
     *
     * @param caches what was invalidated
     */
    void send(SortedSet<String> caches);

    /** Ends listening, when the application is undeployed. */
    @Override
    void close();
}
