package org.cacheversions.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.servlet.ServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.cacheversions.CacheVersions;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.cdi.CacheVersionsExtension;
import org.cacheversions.internal.cdi.RequestVersions;
import org.cacheversions.testing.InMemoryVersions;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Injected versions on threads on which a container has left the scope of another request, as Tomcat with Weld does. */
class LeftScopeTest {

    private final CacheVersionsFilter filter = new CacheVersionsFilter();
    private SeContainer container;
    private RequestContextController scope;
    private CacheVersions versions;

    @BeforeEach
    void start() {
        container = new Weld("left")
                .disableDiscovery()
                .addExtension(new CacheVersionsExtension())
                .addBeanClasses(InMemoryVersions.class)
                .initialize();
        filter.runtime = container.select(CacheRuntime.class).get();
        filter.requestVersions = container.select(RequestVersions.class).get();
        versions = container.select(CacheVersions.class).get();
        scope = container.select(RequestContextController.class).get();
        scope.activate();
    }

    @AfterEach
    void stop() {
        scope.deactivate();
        container.close();
    }

    @Test
    void theScopeOfARequestThatWentOnAsynchronouslyIsNotUsed() throws Exception {
        request(true);
        assertThatThrownBy(versions::asMap)
                .isInstanceOf(CacheVersionsException.class)
                .hasMessageStartingWith("CV0540")
                .hasMessageContaining("request attribute");
    }

    @Test
    void aLaterRequestOfTheThreadHasItsOwnVersions() throws Exception {
        request(true);
        request(false);
    }

    @Test
    void aScopeWithoutTheFilterReadsItsOwnVersions() {
        assertThat(versions.asMap()).isNotNull();
    }

    @Test
    void withoutAnyScopeThereIsACode() {
        scope.deactivate();
        assertThatThrownBy(versions::asMap).hasMessageStartingWith("CV0540");
        scope.activate();
    }

    private void request(boolean asynchronous) throws Exception {
        Map<String, Object> attributes = new HashMap<>();
        ServletRequest request = (ServletRequest) Proxy.newProxyInstance(
                ServletRequest.class.getClassLoader(),
                new Class<?>[] {ServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAttribute" -> attributes.get((String) arguments[0]);
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    case "isAsyncStarted" -> asynchronous;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        filter.doFilter(request, null, (served, response) -> assertThat(versions.asMap())
                .isEqualTo(((CacheVersions) served.getAttribute(CacheVersionsFilter.ATTRIBUTE)).asMap()));
    }
}
