package org.cacheversions.example.web;

import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the caches did for this request; shown in the footer. */
@Named("figures")
@RequestScoped
public class PageFigures {
    private final List<Load> loads = new ArrayList<>();
    private long start = System.nanoTime();
    private int hits;
    private int depth;
    private long loadNanos;

    /** A value that had to be computed. */
    public record Load(String method, long nanos) {
        public String millis() {
            return format(nanos);
        }
    }

    /** Makes the container create this bean when the request begins, not when the first page asks for it. */
    void begin(@Observes @Initialized(RequestScoped.class) Object request) {
        start = System.nanoTime();
    }

    void hit() {
        hits++;
    }

    void miss() {
        depth++;
    }

    void loaded(String method, long nanos) {
        loads.add(new Load(method, nanos));
        depth--;
        if (depth == 0) {
            // The time of a load includes that of the loads within it, which are reported before it.
            loadNanos += nanos;
        }
    }

    public int getHits() {
        return hits;
    }

    public List<Load> getLoads() {
        return loads;
    }

    public String getLoadMillis() {
        return format(loadNanos);
    }

    public String getPageMillis() {
        return format(System.nanoTime() - start);
    }

    private static String format(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }
}
