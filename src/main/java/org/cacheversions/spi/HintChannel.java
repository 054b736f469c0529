package org.cacheversions.spi;

import java.util.SortedSet;

/**
 * Notifies the other nodes that caches were invalidated. They then read the versions at once, instead of when their
 * snapshot has become too old. Used in {@code bounded} and {@code leased} coherence. Hints only save time; correctness
 * does not depend on them. They may be lost, delayed, repeated or reordered.
 *
 * <p>A CDI bean of this type is used instead of the channel that {@code cache-versions.hints} selects:
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class TopicHints implements HintChannel {
 *     @Inject Topic topic;
 *
 *     public void open(Runnable hinted) {
 *         topic.subscribe(message -> hinted.run());
 *     }
 *
 *     public void send(SortedSet<String> caches) {
 *         topic.publish(String.join(",", caches));
 *     }
 *
 *     public void close() {
 *         topic.unsubscribe();
 *     }
 * }
 * }</pre>
 *
 * <p>Implementations must be thread-safe.
 */
public interface HintChannel extends AutoCloseable {

    /**
     * Starts listening. Called once, at deployment; an exception fails the deployment.
     *
     * @param hinted the callback to run for each hint from another node, and after each reconnection, since hints may
     *     have been missed meanwhile. It is thread-safe, returns quickly and never throws
     */
    void open(Runnable hinted);

    /**
     * Notifies the other nodes. Called after a commit, on a background thread without a transaction, by one thread at a
     * time. An exception is logged once for each outage.
     *
     * @param caches the names of the invalidated caches
     */
    void send(SortedSet<String> caches);

    /** Stops listening and releases all resources. Called when the application is undeployed. */
    @Override
    void close();
}
