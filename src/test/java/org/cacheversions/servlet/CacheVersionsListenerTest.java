package org.cacheversions.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletRegistration;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
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

/** What the deployment checks and maps, on servers that give different descriptions of it. */
class CacheVersionsListenerTest {

    private final List<List<Object>> added = new ArrayList<>();

    /** Open Liberty returns {@code null} for the mappings of a filter or servlet that has none. */
    @Test
    void mappingsMayBeNull() {
        assertThat(warningsWith(filter(CacheVersionsFilter.class, Map.of())))
                .noneMatch(warning -> warning.startsWith("CV0401"));
        assertThat(added)
                .containsExactly(List.of(
                        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR),
                        false,
                        List.of("/*")));
    }

    @Test
    void oneKindOfMappingIsEnough() {
        for (String kind : List.of("getUrlPatternMappings", "getServletNameMappings")) {
            assertThat(warningsWith(filter(CacheVersionsFilter.class, Map.of(kind, List.of("/bans/*")))))
                    .as(kind)
                    .noneMatch(warning -> warning.startsWith("CV0401"));
        }
        assertThat(added).isEmpty();
    }

    @Test
    void aFilterThatIsMissingIsReported() {
        assertThat(warningsWith(returning(FilterRegistration.class, Map.of())))
                .anyMatch(warning -> warning.startsWith("CV0401"));
        assertThat(added).isEmpty();
    }

    private List<String> warningsWith(FilterRegistration filter) {
        ServletContext context = returning(
                ServletContext.class,
                Map.of(
                        "getFilterRegistration",
                        filter,
                        "getFilterRegistrations",
                        Map.of("cacheVersions", filter),
                        "getServletRegistrations",
                        Map.of(
                                "caches",
                                returning(
                                        ServletRegistration.class,
                                        Map.of("getClassName", CacheVersionsServlet.class.getName())))));
        try (TestNode node = TestNode.start(Unit.HIBERNATE_LOCAL, ItemService.class);
                LogCapture log = new LogCapture()) {
            CacheVersionsListener listener = new CacheVersionsListener();
            listener.runtime = node.bean(CacheRuntime.class);
            listener.contextInitialized(new ServletContextEvent(context));
            return log.warnings();
        }
    }

    private FilterRegistration filter(Class<?> type, Map<String, Object> mappings) {
        Map<String, Object> results = new HashMap<>(mappings);
        results.put("getClassName", type.getName());
        return returning(FilterRegistration.class, results);
    }

    private <T> T returning(Class<T> type, Map<String, Object> results) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("add")) {
                        added.add(List.of(arguments[0], arguments[1], Arrays.asList((Object[]) arguments[2])));
                    }
                    return results.get(method.getName());
                }));
    }
}
