package org.cacheversions.cluster.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.cacheversions.spi.FaultPoint;

/** Halts this process, like kill -9, when a thread reaches the armed point. */
@ApplicationScoped
public class HaltingFaultPoint implements FaultPoint {

    private static final int STATUS_OF_KILL_9 = 137;

    private volatile String armed = "";

    String arm(String point) {
        armed = point;
        return "armed\n";
    }

    @Override
    public void reached(String point) {
        if (point.equals(armed)) {
            Runtime.getRuntime().halt(STATUS_OF_KILL_9);
        }
    }
}
