package org.cacheversions.internal.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import java.util.concurrent.Executor;

/** Runs each task on another thread, in a request scope of its own. Thread-safe. */
final class RequestScopes implements Executor {

    private final Instance<Object> beans;
    private final Executor threads;

    RequestScopes(Instance<Object> beans, Executor threads) {
        this.beans = beans;
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(() -> scoped(task));
    }

    private void scoped(Runnable task) {
        Instance<RequestContextController> found = beans.select(RequestContextController.class);
        RequestContextController controller = found.get();
        boolean activated = controller.activate();
        try {
            task.run();
        } finally {
            if (activated) {
                controller.deactivate();
            }
            found.destroy(controller);
        }
    }
}
