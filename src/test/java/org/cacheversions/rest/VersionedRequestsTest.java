package org.cacheversions.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.cacheversions.internal.core.call.CurrentRequest;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.node.ItemService;
import org.cacheversions.node.LogCapture;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The snapshots of requests without a servlet container; {@code HelidonIT} has them in a server. */
class VersionedRequestsTest {

    private final ContainerRequestContext request = request();
    private TestNode node;
    private ItemService items;
    private VersionContexts contexts;
    private VersionedRequests filter;

    @BeforeEach
    void start() {
        start(Map.of("cache-versions.auto-start", "true", "cache-versions.revision", "1"), ItemService.class);
        items = node.bean(ItemService.class);
    }

    private void start(Map<String, String> configuration, Class<?>... beans) {
        node = TestNode.start(Unit.HIBERNATE_JTA, configuration, beans);
        CurrentRequest current = node.bean(CurrentRequest.class);
        contexts = current.contexts();
        filter = new VersionedRequests(current);
    }

    @AfterEach
    void stop() {
        contexts.bind(null);
        node.close();
    }

    /** A request of which nothing but its properties is asked. */
    private static ContainerRequestContext request() {
        Map<Object, Object> properties = new HashMap<>();
        return (ContainerRequestContext) Proxy.newProxyInstance(
                VersionedRequestsTest.class.getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> properties.get(arguments[0]);
                    case "setProperty" -> properties.put(arguments[0], arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private void respond(ContainerRequestContext to) {
        ContainerResponseContext response = (ContainerResponseContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ContainerResponseContext.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        filter.filter(to, response);
    }

    private static void onAnotherThread(Runnable task) {
        CompletableFuture.runAsync(task).join();
    }

    @Test
    void aRequestKeepsItsSnapshotAndTheNextOneHasAnother() {
        items.change(1, 10);
        filter.filter(request);
        assertThat(items.amount(1)).isEqualTo(10);

        onAnotherThread(() -> items.change(1, 20));

        assertThat(items.amount(1)).as("in the same request").isEqualTo(10);
        respond(request);
        assertThat(contexts.current()).isNull();
        filter.filter(request());
        assertThat(items.amount(1)).as("in the next request").isEqualTo(20);
    }

    @Test
    void doesNothingWhereTheServletFilterHasPinned() {
        VersionContext pinned = contexts.pin();
        contexts.bind(pinned);

        filter.filter(request);
        assertThat(contexts.current()).isSameAs(pinned);
        assertThat(pinned.facts()).isNull();

        respond(request);
        assertThat(contexts.current()).isSameAs(pinned);
    }

    /** A container does not call response filters for an exception that nobody maps. */
    @Test
    void whatAFailedRequestLeavesIsNotTakenForThatOfTheServletFilter() {
        items.change(1, 10);
        filter.filter(request());
        assertThat(items.amount(1)).isEqualTo(10);
        onAnotherThread(() -> items.change(1, 20));

        filter.filter(request);

        assertThat(items.amount(1)).isEqualTo(20);
        respond(request);
        assertThat(contexts.current()).isNull();
    }

    @Test
    void theThreadThatCompletesARequestKeepsItsOwnContext() {
        filter.filter(request);

        onAnotherThread(() -> {
            VersionContext other = contexts.pin();
            contexts.bind(other);
            respond(request);
            assertThat(contexts.current()).isSameAs(other);
            contexts.bind(null);
        });
    }

    @Test
    void aTagNeedsARevision() {
        node.close();
        start(Map.of("cache-versions.auto-start", "true"), TaggedItems.class);
        filter.filter(request);

        try (LogCapture log = new LogCapture()) {
            assertThat(node.bean(TaggedItems.class).items()).isEqualTo("items");

            assertThat(log.warnings()).singleElement(STRING).contains("CV0570", "cache-versions.revision");
        }
        assertThat(Objects.requireNonNull(contexts.current()).tag()).isNull();
    }

    @ApplicationScoped
    static class TaggedItems {

        @VersionedResponse("items")
        String items() {
            return "items";
        }
    }

    @Test
    void factsAreThoseOfTheRequest() {
        filter.filter(request);

        assertThat(Objects.requireNonNull(contexts.current()).facts())
                .isInstanceOfSatisfying(RestFacts.class, facts -> {
                    assertThat(facts.revision()).isEqualTo("1");
                    assertThat(facts.session()).isNull();
                });
    }
}
