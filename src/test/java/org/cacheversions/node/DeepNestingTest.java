package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicReference;
import org.cacheversions.VersionedCache;
import org.junit.jupiter.api.Test;

/** Cached methods that call each other, as for a tree, fit into the stack of an ordinary thread. */
class DeepNestingTest {

    private static final int STACK = 1 << 20;

    @Test
    void aStackOfAMegabyteHolds250NestedCalls() throws Exception {
        try (TestNode node = TestNode.start(Unit.HIBERNATE_LOCAL, Tree.class)) {
            Tree tree = node.bean(Tree.class);
            AtomicReference<Object> result = new AtomicReference<>();
            Thread thread = new Thread(
                    null,
                    () -> {
                        try {
                            result.set(node.request(() -> tree.depth(250)));
                        } catch (Throwable e) {
                            result.set(e.getClass().getName());
                        }
                    },
                    "one megabyte",
                    STACK);
            thread.start();
            thread.join();
            assertThat(result).hasValue(250);
        }
    }

    @ApplicationScoped
    static class Tree {

        @Inject
        private Tree self;

        @VersionedCache("bans")
        Integer depth(int rest) {
            return rest == 0 ? 0 : self.depth(rest - 1) + 1;
        }
    }
}
