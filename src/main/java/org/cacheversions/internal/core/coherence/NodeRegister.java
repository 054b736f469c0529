package org.cacheversions.internal.core.coherence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that hold leases, as registered in the database. Each node counts its reads. It has seen an invalidation
 * once it has installed a read that began after the commit. Counting reads, instead of comparing their results, needs
 * no order among versions. Thread-safe.
 */
public interface NodeRegister {

    /**
     * Registers that a node is about to begin a read, and commits; adds the node if it is missing.
     *
     * @throws RuntimeException if the node has begun a later read: this one was abandoned
     */
    void begins(String node, long read);

    /** Registers that a node serves the result of this read, or of a later one. */
    void installed(String node, long read);

    /** Returns all nodes, read with one statement that begins after this call. */
    List<Entry> entries();

    /** Removes a node if this is still the last read that it has begun. */
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
