package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.internal.core.call.RequestFacts;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.figures.SeenInvalidation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the invalidations come from that a node lists for its operator. */
class LastInvalidationsTest {

    /** Invalidates later. */
    @ApplicationScoped
    static class Imports {

        private final CompletableFuture<String> done = new CompletableFuture<>();

        public void complete() {
            done.complete("done");
        }

        @InvalidatesCache("items")
        public CompletionStage<String> run() {
            return done;
        }
    }

    /** A request of a user. */
    private static final class OfUser implements RequestFacts {

        private String user = "anna";

        @Override
        public boolean isRead() {
            return false;
        }

        @Override
        public List<String> header(String name) {
            throw new AssertionError("only the user matters");
        }

        @Override
        public String user() {
            return user;
        }

        @Override
        public String session() {
            throw new AssertionError("only the user matters");
        }

        @Override
        public boolean hasNewSession() {
            throw new AssertionError("only the user matters");
        }

        @Override
        public String revision() {
            throw new AssertionError("only the user matters");
        }

        @Override
        public Instant time() {
            throw new AssertionError("only the user matters");
        }
    }

    private final String database = UUID.randomUUID().toString();
    private final TestNode node =
            TestNode.start(Unit.HIBERNATE_JTA, database, ItemService.class, Item.class, Imports.class);
    private final TestNode other = TestNode.start(Unit.HIBERNATE_JTA, database, ItemService.class, Item.class);

    LastInvalidationsTest() {
        node.versions();
    }

    @AfterEach
    void stop() {
        other.close();
        node.close();
    }

    private List<String> seen(TestNode at) {
        return at.engine().figures().status().invalidations().stream()
                .map(LastInvalidationsTest::line)
                .toList();
    }

    private static String line(SeenInvalidation seen) {
        return (seen.places() == null ? "another node" : String.join(", ", seen.places())) + " by " + seen.user() + ": "
                + String.join(", ", seen.caches());
    }

    private void asUser(OfUser facts, Runnable work) {
        node.request(() -> {
            VersionContext context = node.contexts().current();
            context.facts(facts);
            work.run();
            return null;
        });
    }

    @Test
    void theMethodAndTheUserOfTheRequest() {
        other.versions();
        asUser(new OfUser(), () -> node.bean(ItemService.class).change(1, 2));
        node.bean(ItemService.class).change(1, 3);

        String method = ItemService.class.getName() + ".change(long,int)";
        assertThat(seen(node)).containsExactly(method + " by null: items", method + " by anna: items");
        assertThat(seen(other)).allMatch(line -> line.equals("another node by null: items"));
    }

    /** The request is over when the stage completes, so its user is taken before. */
    @Test
    void aStage() {
        OfUser facts = new OfUser();
        Imports imports = node.bean(Imports.class);
        asUser(facts, imports::run);
        facts.user = "of the next request";
        imports.run();
        imports.complete();

        String method = Imports.class.getName() + ".run()";
        assertThat(seen(node)).containsExactlyInAnyOrder(method + " by anna: items", method + " by null: items");
    }

    @Test
    void anEntity() {
        TestNode.jta(() -> {
            EntityManager entityManager = node.factory().createEntityManager();
            entityManager.joinTransaction();
            entityManager.persist(new ParentEntity(1, "first"));
            entityManager.flush();
            return null;
        });
        assertThat(seen(node)).singleElement().asString().startsWith("entity " + ParentEntity.class.getName());
    }

    @Test
    void aBoundTransactionThatInvalidatesTwice() throws Exception {
        try (Connection connection = other.connection()) {
            connection.setAutoCommit(false);
            try (BoundInvalidator bound = node.invalidator().within(connection)) {
                bound.invalidate("items");
                bound.invalidate("items");
                bound.invalidateAll();
                connection.commit();
                seen(node); // before the invalidator knows of the commit
                bound.committed();
            }
        }
        assertThat(seen(node)).hasSize(1).allMatch(line -> line.startsWith("CacheInvalidator"));
    }
}
