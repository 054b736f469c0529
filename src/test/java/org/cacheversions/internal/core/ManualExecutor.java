package org.cacheversions.internal.core;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs tasks in the test's thread when the test asks for it. */
public final class ManualExecutor extends ScheduledThreadPoolExecutor {

    public final Queue<Runnable> given = new ArrayDeque<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    public Runnable periodic = () -> {};
    public long periodMillis;
    public boolean atOnce;

    public ManualExecutor() {
        super(0);
    }

    @Override
    public void execute(Runnable task) {
        if (atOnce) {
            task.run();
        } else {
            given.add(task);
        }
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit) {
        periodic = task;
        periodMillis = unit.toMillis(period);
        return new Never();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        later.add(task);
        return new Never();
    }

    /** Runs the delayed tasks that were submitted before this call. */
    public void runLater() {
        for (int left = later.size(); left > 0; left--) {
            later.remove().run();
        }
    }

    public void runAll() {
        for (Runnable task = given.poll(); task != null; task = given.poll()) {
            task.run();
        }
    }

    /** A future without a thread, which would wake up every few milliseconds. */
    private static final class Never extends CompletableFuture<Object> implements ScheduledFuture<Object> {

        @Override
        public long getDelay(TimeUnit unit) {
            return Long.MAX_VALUE;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }
}
