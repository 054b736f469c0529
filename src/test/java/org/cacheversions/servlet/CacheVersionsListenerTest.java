package org.cacheversions.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletRegistration;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cacheversions.admin.CacheVersionsServlet;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.node.ItemService;
import org.cacheversions.node.LogCapture;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.api.Test;

/** What the deployment checks, on servers that give different descriptions of it. */
class CacheVersionsListenerTest {

    /** Open Liberty returns {@code null} for the mappings of a filter or servlet that has none. */
    @Test
    void mappingsMayBeNull() {
        assertThat(warningsWith(registration(FilterRegistration.class, CacheVersionsFilter.class, Map.of())))
                .anyMatch(warning -> warning.startsWith("CV0401"));
    }

    @Test
    void oneKindOfMappingIsEnough() {
        for (String kind : List.of("getUrlPatternMappings", "getServletNameMappings")) {
            assertThat(warningsWith(registration(
                            FilterRegistration.class, CacheVersionsFilter.class, Map.of(kind, List.of("/*")))))
                    .as(kind)
                    .noneMatch(warning -> warning.startsWith("CV0401"));
        }
    }

    private static List<String> warningsWith(FilterRegistration filter) {
        ServletContext context = returning(
                ServletContext.class,
                Map.of(
                        "getFilterRegistrations", Map.of("cacheVersions", filter),
                        "getServletRegistrations",
                                Map.of(
                                        "caches",
                                        registration(
                                                ServletRegistration.class, CacheVersionsServlet.class, Map.of()))));
        try (TestNode node = TestNode.start(Unit.HIBERNATE_LOCAL, ItemService.class);
                LogCapture log = new LogCapture()) {
            CacheVersionsListener listener = new CacheVersionsListener();
            listener.runtime = node.bean(CacheRuntime.class);
            listener.contextInitialized(new ServletContextEvent(context));
            return log.warnings();
        }
    }

    private static <T> T registration(Class<T> type, Class<?> of, Map<String, Object> mappings) {
        Map<String, Object> results = new HashMap<>(mappings);
        results.put("getClassName", of.getName());
        return returning(type, results);
    }

    private static <T> T returning(Class<T> type, Map<String, Object> results) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> results.get(method.getName())));
    }
}
