package org.cacheversions.example.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.cacheversions.spi.CacheMetrics;

/** Attributes what the library reports, in the calling thread, to the request of that thread. */
@ApplicationScoped
public class RequestMetrics implements CacheMetrics {
    @Inject
    PageFigures figures;

    @Override
    public void hit(String method) {
        inRequest(PageFigures::hit);
    }

    @Override
    public void miss(String method) {
        inRequest(PageFigures::miss);
    }

    @Override
    public void loaded(String method, long nanoseconds) {
        inRequest(page -> page.loaded(shortName(method), nanoseconds));
    }

    @Override
    public void loadFailed(String method, long nanoseconds) {
        loaded(method, nanoseconds);
    }

    private void inRequest(Consumer<PageFigures> change) {
        try {
            change.accept(figures);
        } catch (ContextNotActiveException e) {
            // A timer or the start of the application: there is no page that could show it.
        }
    }

    /** {@code BanService.findBan} for {@code org.example.BanService.findBan(long)}. */
    static String shortName(String method) {
        String name = method.replaceFirst("\\(.*", "");
        return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    }
}
