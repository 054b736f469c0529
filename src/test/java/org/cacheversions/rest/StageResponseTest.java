package org.cacheversions.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

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
import org.cacheversions.VersionedCache;
import org.cacheversions.internal.core.call.CurrentRequest;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.node.LogCapture;
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
            Resource.class,
            Caches.class);
    private final Resource resource = node.bean(Resource.class);
    private final Caches caches = node.bean(Caches.class);
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

    private @Nullable String respondElsewhere(ContainerRequestContext request) {
        contexts.bind(null);
        return elsewhere(() -> respond(request));
    }

    private interface Work<T> {
        @Nullable
        T run();
    }

    private static <T> @Nullable T elsewhere(Work<T> work) {
        return CompletableFuture.supplyAsync(work::run).join();
    }

    @Test
    void theTagIsThatOfTheSnapshotOfTheRequest() {
        ContainerRequestContext plain = begin();
        resource.plain();
        String tag = respond(plain);
        assertThat(tag).startsWith("W/");

        ContainerRequestContext first = begin();
        resource.stage(caches::items);
        elsewhere(() -> {
            node.invalidator().invalidate("items");
            return null;
        });
        assertThat(respondElsewhere(first)).isEqualTo(tag);

        ContainerRequestContext second = begin();
        resource.stage(() -> null);
        assertThat(respondElsewhere(second)).startsWith("W/").isNotEqualTo(tag);
    }

    @Test
    void theThreadOfAnotherRequestSetsTheTagOfThisOne() {
        ContainerRequestContext first = begin();
        resource.stage(() -> null);
        ContainerRequestContext second = begin();
        resource.other();
        String other = respond(second);
        String own = respond(first);
        assertThat(own).isNotNull().isNotEqualTo(other);
        assertThat(respondElsewhere(first)).isEqualTo(own);
    }

    @Test
    void aRequestThatHasInvalidatedGetsNone() {
        ContainerRequestContext request = begin();
        resource.stage(() -> {
            node.invalidator().invalidate("items");
            return null;
        });
        assertThat(respondElsewhere(request)).isNull();
    }

    @Test
    void aCacheThatTheTagDoesNotNameMeansNone() {
        try (LogCapture log = new LogCapture()) {
            ContainerRequestContext request = begin();
            resource.stage(caches::others);
            assertThat(respondElsewhere(request)).isNull();
            assertThat(respondElsewhere(request)).isNull();
            assertThat(log.warnings()).singleElement(STRING).contains("CV0550", "others");
        }
    }

    @Test
    void soDoesOneThatIsUsedWithoutARequestMeanwhile() {
        ContainerRequestContext request = begin();
        resource.stage(() -> elsewhere(() -> elsewhere(caches::items)));
        assertThat(respondElsewhere(request)).isNotNull();

        request = begin();
        resource.stage(() -> null);
        elsewhere(caches::others);
        assertThat(respondElsewhere(request)).isNull();

        request = begin();
        resource.stage(() -> null);
        assertThat(respondElsewhere(request)).as("a later request").isNotNull();
    }

    @Test
    void aTransactionThatMayStillBeRolledBackMeansNone() {
        ContainerRequestContext request = begin();
        TestNode.jta(() -> resource.stage(() -> null));
        assertThat(respondElsewhere(request)).isNull();
    }

    @Test
    void aResponseThatIsResumedOtherwiseHasNone() {
        ContainerRequestContext request = begin();
        resource.plain();
        assertThat(respondElsewhere(request)).isNull();
    }

    @ApplicationScoped
    static class Resource {

        @VersionedResponse("items")
        public CompletionStage<String> stage(Work<?> work) {
            work.run();
            return new CompletableFuture<>();
        }

        @VersionedResponse("items")
        public String plain() {
            return "plain";
        }

        @VersionedResponse("others")
        public String other() {
            return "other";
        }
    }

    @ApplicationScoped
    static class Caches {

        @VersionedCache("items")
        public String items() {
            return "items";
        }

        @VersionedCache("others")
        public String others() {
            return "others";
        }
    }
}
