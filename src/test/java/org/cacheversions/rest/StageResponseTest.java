package org.cacheversions.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cacheversions.internal.core.call.CurrentRequest;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tags of resource methods whose response another thread completes. */
class StageResponseTest {

    private final TestNode node = TestNode.start(
            Unit.HIBERNATE_JTA,
            Map.of("cache-versions.auto-start", "true", "cache-versions.revision", "1"),
            Resource.class);
    private final Resource resource = node.bean(Resource.class);
    private final VersionContexts contexts = node.bean(CurrentRequest.class).contexts();
    private final VersionedRequests pinning = new VersionedRequests(node.bean(CurrentRequest.class));
    private final VersionedResponses responses = new VersionedResponses();

    @AfterEach
    void stop() {
        contexts.bind(null);
        node.close();
    }

    private ContainerRequestContext begin() {
        Map<Object, Object> properties = new HashMap<>();
        ContainerRequestContext request = proxy(ContainerRequestContext.class, (method, arguments) -> switch (method) {
            case "getProperty" -> properties.get(arguments[0]);
            case "setProperty" -> properties.put(arguments[0], arguments[1]);
            case "getMethod" -> "GET";
            case "getHeaders" -> new MultivaluedHashMap<>();
            case "getSecurityContext" -> proxy(SecurityContext.class, (asked, none) -> null);
            default -> throw new UnsupportedOperationException(method);
        });
        contexts.bind(null);
        pinning.filter(request);
        responses.filter(request);
        return request;
    }

    private interface Answers {
        @Nullable
        Object answer(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                StageResponseTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.answer(method.getName(), arguments)));
    }

    /** Returns the tag that the response gets on this thread. */
    private @Nullable String respond(ContainerRequestContext request) {
        MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
        responses.filter(request, proxy(ContainerResponseContext.class, (method, arguments) -> switch (method) {
            case "getStatus" -> 200;
            case "getHeaders" -> headers;
            case "getCookies" -> Map.of();
            default -> throw new UnsupportedOperationException(method);
        }));
        return (String) headers.getFirst("ETag");
    }

    @Test
    void theThreadOfAnotherRequestSetsNoTag() {
        ContainerRequestContext first = begin();
        resource.stage();
        ContainerRequestContext second = begin();
        resource.other();
        assertThat(respond(first)).isNull();
        assertThat(respond(second)).startsWith("W/");
    }

    @Test
    void norDoesAThreadWithoutARequest() {
        ContainerRequestContext request = begin();
        resource.stage();
        assertThat(CompletableFuture.supplyAsync(() -> respond(request)).join()).isNull();
        assertThat(respond(request)).startsWith("W/");
    }

    @ApplicationScoped
    static class Resource {

        @VersionedResponse("items")
        public CompletionStage<String> stage() {
            return new CompletableFuture<>();
        }

        @VersionedResponse("others")
        public String other() {
            return "other";
        }
    }
}
