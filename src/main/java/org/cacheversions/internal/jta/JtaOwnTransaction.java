package org.cacheversions.internal.jta;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;
import org.cacheversions.internal.jpa.OwnTransaction;

/** Uses the container's interceptor, which is the only portable way to suspend a transaction. Thread-safe. */
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
