package org.cacheversions.internal.core.coherence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that read by lease, as the database knows them: a boundary. A node counts its reads; an invalidation that
 * has committed is known to it once it has installed a read that began after the commit. Counting reads, not comparing
 * what they found, needs no order among versions. Safe for use by many threads.
 */
public interface NodeRegister {

    /**
     * Records that a node is about to begin a read, and adds the node if it is not there; committed when this returns.
     *
     * @throws RuntimeException if the node has begun a later read: this one was abandoned
     */
    void begins(String node, long read);

    /** Says that a node now gives requests what it read then, or later. */
    void installed(String node, long read);

    /** Answers all nodes, by one statement that begins after this call. */
    List<Entry> entries();

    /** Removes a node if the last read that it has begun is still this one. */
    void forget(String node, long read);

    /** A node, the last read that it has begun, and the last one that it has installed. */
    record Entry(String node, long begun, long installed) {

        // a record's own equals keeps its class loader reachable on JDK 17, from a constant in ObjectMethods
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Entry that
                    && node.equals(that.node)
                    && begun == that.begun
                    && installed == that.installed;
        }

        @Override
        public int hashCode() {
            return 31 * node.hashCode() + Long.hashCode(begun);
        }
    }
}
