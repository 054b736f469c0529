package org.cacheversions.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests the filter lets pass without reading the versions. */
class ExcludedPathsTest {

    private static final String LIST = " /favicon.ico, /static/*,,*.css ,";

    private static <T> T returning(Class<T> type, Map<String, String> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    private static HttpServletRequest request(String servletPath, String pathInfo) {
        return returning(
                HttpServletRequest.class,
                pathInfo == null
                        ? Map.of("getServletPath", servletPath)
                        : Map.of("getServletPath", servletPath, "getPathInfo", pathInfo));
    }

    @ParameterizedTest
    @CsvSource({
        "/favicon.ico, , true",
        "/favicon.ico, /x, false",
        "/static, , true",
        "/static, /a/b.js, true",
        "/statics, , false",
        "/a/b.css, , true",
        "'', /a.css, true",
        "/a.css, /b, false",
        "/bans, , false",
        "'', /, false",
    })
    void pathsPrefixesAndEndings(String servletPath, String pathInfo, boolean excluded) {
        assertThat(new ExcludedPaths(LIST).contain(request(servletPath, pathInfo)))
                .isEqualTo(excluded);
        assertThat(new ExcludedPaths(null).contain(request(servletPath, pathInfo)))
                .isFalse();
        assertThat(new ExcludedPaths("").contain(request(servletPath, pathInfo)))
                .isFalse();
    }

    @Test
    void anExcludedRequestReadsNothing() throws Exception {
        CacheVersionsFilter filter = new CacheVersionsFilter();
        filter.init(returning(FilterConfig.class, Map.of("getInitParameter", LIST)));
        AtomicInteger passed = new AtomicInteger();
        // without a runtime, the filter would fail if it read the versions
        filter.doFilter(request("/a.css", null), null, (request, response) -> passed.incrementAndGet());
        assertThat(passed).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"static/*", "*", "*.", "/a*b", "/*/b", "*.a/b", "*.a*"})
    void otherPatternsFailTheDeployment(String pattern) {
        FilterConfig configuration = returning(FilterConfig.class, Map.of("getInitParameter", pattern));
        assertThatThrownBy(() -> new CacheVersionsFilter().init(configuration))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("CV0407")
                .hasMessageContaining("'" + pattern + "'");
    }
}
