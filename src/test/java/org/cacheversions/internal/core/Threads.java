package org.cacheversions.internal.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads of a test. Closing waits for them, and fails if one does not end. */
public final class Threads implements AutoCloseable {

    public static final long PATIENCE_SECONDS = 20;

    private final List<Started<?>> started = new ArrayList<>();

    /** Runs a call in a new thread. */
    public <T> Started<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Started<T> one = new Started<>(new Thread(task, "test-" + started.size()), task);
        started.add(one);
        one.thread.setDaemon(true);
        one.thread.start();
        return one;
    }

    @Override
    public void close() throws InterruptedException {
        for (Started<?> one : started) {
            one.thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            if (one.thread.isAlive()) {
                AssertionError error = new AssertionError(one.thread.getName() + " does not end");
                error.setStackTrace(one.thread.getStackTrace());
                throw error;
            }
        }
    }

    public record Started<T>(Thread thread, FutureTask<T> task) {

        /** Returns the result of the call, or throws its exception. */
        public T result() throws Exception {
            try {
                return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) {
                    throw cause;
                }
                throw e;
            } catch (TimeoutException e) {
                e.setStackTrace(thread.getStackTrace());
                throw e;
            }
        }

        public void interrupt() {
            thread.interrupt();
        }
    }
}
