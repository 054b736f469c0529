package org.cacheversions.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cacheversions.internal.core.call.CurrentRequest;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
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

    private Exchange begin() {
        Exchange exchange = new Exchange();
        contexts.bind(null);
        pinning.filter(exchange.request);
        responses.filter(exchange.request);
        return exchange;
    }

    @Test
    void theThreadOfAnotherRequestSetsNoTag() {
        Exchange first = begin();
        resource.stage();
        Exchange second = begin();
        resource.other();
        assertThat(first.respond(responses)).isNull();
        assertThat(second.respond(responses)).startsWith("W/");
    }

    @Test
    void norDoesAThreadWithoutARequest() {
        Exchange request = begin();
        resource.stage();
        assertThat(CompletableFuture.supplyAsync(() -> request.respond(responses))
                        .join())
                .isNull();
        assertThat(request.respond(responses)).startsWith("W/");
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
