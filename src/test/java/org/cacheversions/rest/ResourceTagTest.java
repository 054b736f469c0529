package org.cacheversions.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Produces;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.cacheversions.CacheScope;
import org.cacheversions.internal.core.call.CurrentRequest;
import org.cacheversions.internal.core.call.ResponseTag;
import org.cacheversions.internal.core.call.TagPolicy;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tags of resource methods; {@code it.ResponseTests} has them in servers. */
class ResourceTagTest {

    private final TestNode node = TestNode.start(
            Unit.HIBERNATE_JTA,
            Map.of("cache-versions.auto-start", "true", "cache-versions.revision", "1"),
            Resource.class);
    private final VersionContexts contexts = node.bean(CurrentRequest.class).contexts();
    private final VersionedResponses responses = new VersionedResponses();
    private Exchange exchange = new Exchange();

    @BeforeEach
    void begin() {
        exchange = new Exchange();
        contexts.bind(null);
        new VersionedRequests(node.bean(CurrentRequest.class)).filter(exchange.request);
    }

    @AfterEach
    void stop() {
        contexts.bind(null);
        node.close();
    }

    private Resource resource() {
        responses.filter(exchange.request);
        return node.bean(Resource.class);
    }

    /** Begins a tag as a servlet filter around the resource does. */
    private ResponseTag outer(String... caches) {
        return Objects.requireNonNull(contexts.tag(
                Objects.requireNonNull(contexts.current()),
                new TreeSet<>(List.of(caches)),
                Collections.emptyList(),
                TagPolicy.of(List.of(), null, TagPolicy.CACHE_CONTROL, false)));
    }

    @Test
    void aScopeThatIsNullIsTheWholeCache() {
        ResponseTag outer = outer("others");
        resource().ofUser(null);
        assertThat(exchange.respond(responses)).matches("W/\"[0-9a-f]{32}\"");
        assertThat(outer.value()).as("lacks the cache").isNull();
    }

    /** Its response may still get a cookie, outside Jakarta REST. */
    @Test
    void aFilterAroundJakartaRestSetsItsTagItself() {
        ResponseTag outer = outer("items");
        exchange.logIn("ann");
        resource();
        assertThat(exchange.respond(responses)).isNull();
        assertThat(outer.value()).as("it did not know the user").isNull();
        begin();
        outer = outer("items");
        resource();
        assertThat(exchange.respond(responses)).isNull();
        assertThat(outer.value()).startsWith("W/");
    }

    @Test
    void aUserWhoLogsInAfterTheTagsFilterHasATagOfTheirOwn() {
        resource().items();
        String nobody = exchange.respond(responses);
        begin();
        Resource resource = resource();
        exchange.logIn("ann");
        resource.items();
        assertThat(exchange.respond(responses)).startsWith("W/").isNotEqualTo(nobody);
    }

    @Test
    void aUserWhoLogsInDuringTheMethodHasNoTag() {
        ResponseTag outer = outer("items");
        resource().items();
        exchange.logIn("ann");
        assertThat(exchange.respond(responses)).isNull();
        assertThat(outer.value()).isNull();
    }

    /** Any other unchecked exception rolls the transaction back, and so does this one by default. */
    @Test
    void theTransactionOfAMethodCommitsWithThe304IfItSaysSo() {
        String tag = tagOf(Resource::committing);
        assertThat(statusAfter304(tag, Resource::committing)).isEqualTo(Status.STATUS_ACTIVE);
        assertThat(statusAfter304(tag, Resource::rollingBack)).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
    }

    /** Returns the status of a transaction that a method has taken part in. */
    private int statusAfter304(String tag, Consumer<Resource> method) {
        begin();
        exchange.sends("If-None-Match", tag);
        Resource resource = resource();
        return TestNode.jta(() -> {
            assertThatThrownBy(() -> method.accept(resource)).isInstanceOf(NotModifiedException.class);
            return TestNode.transactionManager().getStatus();
        });
    }

    private @Nullable String tagOf(Consumer<Resource> method) {
        return tagOf("*/*", method);
    }

    @Test
    void aResponseOfSeveralTypesVariesWithAccept() {
        String html = tagOf("text/html", Resource::negotiated);
        assertThat(exchange.header("Vary")).isEqualTo("Accept, Cookie, Authorization");
        assertThat(tagOf("application/json", Resource::negotiated)).isNotEqualTo(html);
        String any = tagOf("text/html", Resource::items);
        assertThat(tagOf("application/json", Resource::items))
                .as("without @Produces")
                .isNotEqualTo(any);
    }

    @Test
    void methodsOfOneTypeEachHaveTagsOfTheirOwn() {
        String html = tagOf("*/*", Resource::html);
        assertThat(exchange.header("Vary")).isEqualTo("Cookie, Authorization");
        assertThat(tagOf("text/html", Resource::html)).isEqualTo(html);
        assertThat(tagOf("*/*", Resource::json)).isNotEqualTo(html);
    }

    private @Nullable String tagOf(String accept, Consumer<Resource> method) {
        begin();
        exchange.sends("Accept", accept);
        method.accept(resource());
        return exchange.respond(responses);
    }

    @ApplicationScoped
    static class Resource {

        @Produces("text/plain")
        @Transactional(dontRollbackOn = NotModifiedException.class)
        @VersionedResponse("items")
        public String committing() {
            return "committing";
        }

        @Produces("text/plain")
        @Transactional
        @VersionedResponse("items")
        public String rollingBack() {
            return "rolling back";
        }

        @Produces({"text/html", "application/json"})
        @VersionedResponse("items")
        public String negotiated() {
            return "any";
        }

        @Produces("text/html")
        @VersionedResponse("items")
        public String html() {
            return "html";
        }

        @Produces("application/json")
        @VersionedResponse("items")
        public String json() {
            return "json";
        }

        @VersionedResponse("others")
        public String others() {
            return "others";
        }

        @VersionedResponse("items")
        public String items() {
            return "items";
        }

        @VersionedResponse("items")
        public String ofUser(@CacheScope @Nullable String user) {
            return "of " + user;
        }
    }
}
