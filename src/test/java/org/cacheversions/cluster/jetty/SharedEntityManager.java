package org.cacheversions.cluster.jetty;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** An entity manager like those that servers inject, with a new delegate for each transaction. */
final class SharedEntityManager implements InvocationHandler {

    private final TransactionSynchronizationRegistry transaction = new TransactionSynchronizationRegistryImple();
    private final EntityManagerFactory unit;

    private SharedEntityManager(EntityManagerFactory unit) {
        this.unit = unit;
    }

    static EntityManager of(EntityManagerFactory unit) {
        return (EntityManager) Proxy.newProxyInstance(
                SharedEntityManager.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                new SharedEntityManager(unit));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(current(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private EntityManager current() {
        if (transaction.getTransactionKey() == null) {
            // a returned query has yet to run; without a transaction, an open entity manager holds no connection
            return unit.createEntityManager();
        }
        EntityManager current = (EntityManager) transaction.getResource(unit);
        if (current == null) {
            current = unit.createEntityManager();
            transaction.putResource(unit, current);
            transaction.registerInterposedSynchronization(new Closing(current));
        }
        return current;
    }

    private record Closing(EntityManager entityManager) implements Synchronization {

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            entityManager.close();
        }
    }
}
