package org.cacheversions.servlet;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.admin.CacheVersionsServlet;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.cdi.DeploymentMessages;
import org.cacheversions.internal.core.config.ConfigurationMessages;
import org.jspecify.annotations.Nullable;

/**
 * Starts the caches when the application is deployed, so that mistakes are found then, and maps
 * {@link CacheVersionsFilter} if the application does not. The library's {@code web-fragment.xml} declares it; there is
 * nothing to configure.
 *
 * <ul>
 *   <li>The deployment fails if the entity or the table is missing, or if the operator's page is mapped without an
 *       access rule.
 *   <li>A warning is logged if the filter is not mapped because of {@code cache-versions.filter=manual}, or if the row of
 *       a cache is missing.
 *   <li>If the versions cannot be read because of an outage, the deployment succeeds. Missing rows are reported after
 *       the first successful read.
 * </ul>
 *
 * <p>Used by one thread.
 */
public class CacheVersionsListener implements ServletContextListener {

    private static final String NAME = "cacheVersions";

    @Inject
    @SuppressWarnings("NullAway.Init")
    CacheRuntime runtime;

    /** Called by the container. */
    public CacheVersionsListener() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        List<String> problems =
                CacheVersionsServlet.problems(context.getServletRegistrations().values());
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(ConfigurationMessages.invalidConfiguration(problems));
        }
        if (!isMapped(context) && !map(context)) {
            runtime.engine().warnings().once(DeploymentMessages.unmappedFilter(NAME));
        }
        runtime.start();
    }

    private static boolean isMapped(ServletContext context) {
        return context.getFilterRegistrations().values().stream()
                .anyMatch(filter -> isOurs(filter)
                        && !(isEmpty(filter.getUrlPatternMappings()) && isEmpty(filter.getServletNameMappings())));
    }

    private static boolean isOurs(FilterRegistration filter) {
        String name = filter.getClassName();
        try {
            return name != null
                    && CacheVersionsFilter.class.isAssignableFrom(
                            Class.forName(name, false, Thread.currentThread().getContextClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return false; // a filter of the server
        }
    }

    /** Open Liberty has {@code null} for no mapping. */
    private static boolean isEmpty(@Nullable Collection<String> mappings) {
        return mappings == null || mappings.isEmpty();
    }

    /** Maps the filter of the fragment before the filters of {@code web.xml} and annotations, if it may. */
    private boolean map(ServletContext context) {
        @Nullable FilterRegistration filter = context.getFilterRegistration(NAME);
        if (!runtime.mapsFilter() || filter == null || !isOurs(filter)) {
            return false;
        }
        filter.addMappingForUrlPatterns(
                EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR), false, "/*");
        return true;
    }
}
