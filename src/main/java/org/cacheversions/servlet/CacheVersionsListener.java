package org.cacheversions.servlet;

import jakarta.inject.Inject;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.List;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.admin.CacheVersionsServlet;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.cdi.DeploymentMessages;
import org.cacheversions.internal.core.config.ConfigurationMessages;

/**
 * Opens the caches when the application is deployed, so that mistakes are found then: a missing entity or table fails
 * the deployment, as does an operator's page that is open to all; a missing row or filter mapping is reported. Declared in the library's {@code web-fragment.xml}.
 */
public class CacheVersionsListener implements ServletContextListener {

    @Inject
    @SuppressWarnings("NullAway.Init")
    CacheRuntime runtime;

    /** For the container. */
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
                    && !(filter.getUrlPatternMappings().isEmpty()
                            && filter.getServletNameMappings().isEmpty());
        }
        if (!mapped) {
            runtime.engine().warnings().once(DeploymentMessages.unmappedFilter("cacheVersions"));
        }
        runtime.engine().start();
    }
}
