package org.cacheversions.internal.jta;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;
import org.cacheversions.internal.jpa.OwnTransaction;

/** By the container's interceptor, the one portable way to suspend a transaction. Safe for use by many threads. */
@ApplicationScoped
public class JtaOwnTransaction implements OwnTransaction {

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public <T> T required(Supplier<T> work) {
        return work.get();
    }

    @Override
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public <T> T none(Supplier<T> work) {
        return work.get();
    }
}
