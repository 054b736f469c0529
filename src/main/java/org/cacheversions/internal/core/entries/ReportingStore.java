package org.cacheversions.internal.core.entries;

import java.util.function.Consumer;
import org.cacheversions.spi.CacheStore;

/**
 * A store over another one that may be down while it serves from the heap itself. Only it knows whether a call has
 * reached the other store, so it reports this.
 */
public interface ReportingStore extends CacheStore {

    /** Sets the receiver of each operation that has reached the other store and succeeded there. */
    void reportTo(Consumer<StoreOperation> worked);
}
