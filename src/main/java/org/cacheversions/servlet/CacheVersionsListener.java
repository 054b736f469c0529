package org.cacheversions.servlet;

import jakarta.inject.Inject;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Collection;
import java.util.List;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.admin.CacheVersionsServlet;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.cdi.DeploymentMessages;
import org.cacheversions.internal.core.config.ConfigurationMessages;
import org.jspecify.annotations.Nullable;

/**
 * Starts the caches when the application is deployed, so that mistakes are found then. The library's
 * {@code web-fragment.xml} declares it; there is nothing to configure.
 *
 * <ul>
 *   <li>The deployment fails if the entity or the table is missing, or if the operator's page is mapped without an
 *       access rule.
 *   <li>A warning is logged if {@link CacheVersionsFilter} is not mapped or if the row of a cache is missing.
 *   <li>If the versions cannot be read because of an outage, the deployment succeeds. Missing rows are reported after
 *       the first successful read.
 * </ul>
 *
 * <p>Used by one thread.
 */
public class CacheVersionsListener implements ServletContextListener {

    @Inject
    @SuppressWarnings("NullAway.Init")
    CacheRuntime runtime;

    /** Called by the container. */
    public CacheVersionsListener() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        List<String> problems = CacheVersionsServlet.problems(
                event.getServletContext().getServletRegistrations().values());
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(ConfigurationMessages.invalidConfiguration(problems));
        }
        boolean mapped = false;
        for (FilterRegistration filter :
                event.getServletContext().getFilterRegistrations().values()) {
            mapped |= CacheVersionsFilter.class.getName().equals(filter.getClassName())
                    && !(isEmpty(filter.getUrlPatternMappings()) && isEmpty(filter.getServletNameMappings()));
        }
        if (!mapped) {
            runtime.engine().warnings().once(DeploymentMessages.unmappedFilter("cacheVersions"));
        }
        runtime.engine().start();
    }

    /** Open Liberty has {@code null} for no mapping. */
    private static boolean isEmpty(@Nullable Collection<String> mappings) {
        return mappings == null || mappings.isEmpty();
    }
}
