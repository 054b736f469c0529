package org.cacheversions.cluster.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.cacheversions.CacheInvalidator;

/** Writes independently of the caller's transaction. */
@ApplicationScoped
public class OwnTransaction {

    @Inject
    Rows rows;

    @Inject
    CacheInvalidator invalidator;

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public String write(int item, long stamp) {
        String written = rows.grow(item, stamp);
        Writes.invalidate(invalidator, item, stamp);
        return written;
    }
}
