package org.cacheversions.internal.mphealth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.cacheversions.spi.CacheFigures;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports the node as ready while the versions can be read. The check reads them itself, since a node that is not ready
 * gets no requests, which would read them and find that the outage is over. Thread-safe.
 */
@Readiness
@ApplicationScoped
public class VersionsReadiness implements HealthCheck {

    private final CacheFigures figures;

    /** Called for the container's proxy. */
    @SuppressWarnings("NullAway")
    protected VersionsReadiness() {
        this.figures = null;
    }

    @Inject
    VersionsReadiness(CacheFigures figures) {
        this.figures = figures;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("cache-versions")
                .status(figures.canReadVersions())
                .build();
    }
}
