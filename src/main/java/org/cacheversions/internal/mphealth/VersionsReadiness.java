package org.cacheversions.internal.mphealth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.cacheversions.spi.CacheFigures;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready as long as the versions can be read. Reads them, else a node that gets no requests would never come back. */
@Readiness
@ApplicationScoped
public class VersionsReadiness implements HealthCheck {

    private final CacheFigures figures;

    /** For the container's proxy. */
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
