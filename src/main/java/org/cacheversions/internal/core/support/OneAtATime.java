package org.cacheversions.internal.core.support;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a task in the background unless it is already running. Thread-safe. */
public final class OneAtATime {

    private final Executor background;
    private final Runnable task;
    private final AtomicBoolean running = new AtomicBoolean();

    public OneAtATime(Executor background, Runnable task) {
        this.background = background;
        this.task = task;
    }

    /** Runs the task unless it is waiting or running. */
    public void runToEnd() {
        begin(() -> {
            try {
                task.run();
            } finally {
                running.set(false);
            }
        });
    }

    /** Runs the task unless it is waiting: a call during a run causes another run. */
    public void runFromStart() {
        begin(() -> {
            running.set(false);
            task.run();
        });
    }

    private void begin(Runnable run) {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        boolean begun = false;
        try {
            background.execute(run);
            begun = true;
        } catch (RejectedExecutionException e) {
            // undeployed: a thread that needs the result runs the task itself
        } finally {
            if (!begun) {
                running.set(false);
            }
        }
    }
}
