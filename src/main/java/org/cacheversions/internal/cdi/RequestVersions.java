package org.cacheversions.internal.cdi;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.cacheversions.CacheVersions;
import org.cacheversions.internal.core.call.VersionContexts;
import org.jspecify.annotations.Nullable;

/** The versions of a request that the filter has not seen. Used by one thread at a time. */
@RequestScoped
public class RequestVersions {

    private final CacheRuntime runtime;
    private @Nullable CacheVersions versions;
    private boolean left;

    /** Called for the container's proxy. */
    @SuppressWarnings("NullAway")
    protected RequestVersions() {
        this.runtime = null;
    }

    @Inject
    RequestVersions(CacheRuntime runtime) {
        this.runtime = runtime;
    }

    /** Returns the versions, which the first call reads, or {@code null} if this scope belongs to an earlier request. */
    @Nullable
    CacheVersions versions() {
        if (versions == null && !left) {
            versions = runtime.versions(contexts().pinUnbound());
        }
        return versions;
    }

    /** Marks the scope of a request that goes on asynchronously: Weld leaves it active on this thread of Tomcat. */
    public void leave() {
        left = true;
    }

    @PreDestroy
    void forget() {
        contexts().forgetUnbound();
    }

    private VersionContexts contexts() {
        return runtime.engine().contexts();
    }
}
