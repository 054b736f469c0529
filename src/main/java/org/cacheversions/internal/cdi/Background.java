package org.cacheversions.internal.cdi;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Provides threads for work that no request waits for: the container's managed executor, or, if there is none, two
 * threads that end with the application. Thread-safe.
 */
final class Background implements AutoCloseable {

    private static final String MANAGED = "java:comp/DefaultManagedScheduledExecutorService";

    /** More than one, since reads must continue while sending a hint hangs. */
    private static final int OWN_THREADS = 2;

    private final ScheduledExecutorService executor;
    private final boolean own;

    private Background(ScheduledExecutorService executor, boolean own) {
        this.executor = executor;
        this.own = own;
    }

    @SuppressWarnings("BanJNDI") // the name is a constant of the platform
    static Background open() {
        try {
            return new Background(InitialContext.doLookup(MANAGED), false);
        } catch (NamingException e) {
            ClassLoader application = Thread.currentThread().getContextClassLoader();
            return new Background(
                    Executors.newScheduledThreadPool(OWN_THREADS, task -> {
                        Thread thread = new Thread(task, "cache-versions");
                        thread.setDaemon(true);
                        thread.setContextClassLoader(application);
                        return thread;
                    }),
                    true);
        }
    }

    ScheduledExecutorService executor() {
        return executor;
    }

    @Override
    public void close() {
        if (own) {
            executor.shutdownNow();
        }
    }
}
