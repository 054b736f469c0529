package org.cacheversions.internal.cdi;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The threads for what no request waits for: the container's, or where it offers none, some of the library's own, which
 * end with the application.
 */
final class Background implements AutoCloseable {

    private static final String MANAGED = "java:comp/DefaultManagedScheduledExecutorService";

    /** More than one: reads must go on while a hint hangs. */
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
