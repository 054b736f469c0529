package org.cacheversions.internal.core.support;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a task in the background unless it is under way already. Thread-safe. */
public final class OneAtATime {

    private final Executor background;
    private final Runnable task;
    private final AtomicBoolean underWay = new AtomicBoolean();

    public OneAtATime(Executor background, Runnable task) {
        this.background = background;
        this.task = task;
    }

    /** Runs the task, and counts it as under way until it has ended. */
    public void runToEnd() {
        begin(() -> {
            try {
                task.run();
            } finally {
                underWay.set(false);
            }
        });
    }

    /** Runs the task, and counts it as under way until it begins: a call during the task causes another run. */
    public void runFromStart() {
        begin(() -> {
            underWay.set(false);
            task.run();
        });
    }

    private void begin(Runnable run) {
        if (!underWay.compareAndSet(false, true)) {
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
                underWay.set(false);
            }
        }
    }
}
