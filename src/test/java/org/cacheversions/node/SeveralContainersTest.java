package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.cacheversions.testing.CacheAssertions;
import org.junit.jupiter.api.Test;

/** Weld SE remembers the container that it found for a class, even after it is closed and others are open. */
final class SeveralContainersTest {

    @Test
    void classesWithoutInjectionFindAnOpenContainer() {
        String database = UUID.randomUUID().toString();
        Deque<TestNode> nodes = new ArrayDeque<>();
        try {
            for (int i = 0; i < 4; i++) {
                nodes.add(TestNode.start(Unit.ECLIPSELINK_JTA, database, ItemService.class));
            }
            use(nodes.getLast(), 1);
            nodes.removeFirst().close();
            use(nodes.getLast(), 2);
            nodes.removeFirst().close();
            use(nodes.getLast(), 3);
        } finally {
            nodes.forEach(TestNode::close);
        }
    }

    private static void use(TestNode node, long id) {
        assertThatCode(() -> CacheAssertions.asRequest(() -> {})).doesNotThrowAnyException();
        assertThatCode(() -> TestNode.jta(() -> {
                    var entityManager = node.factory().createEntityManager();
                    entityManager.joinTransaction();
                    entityManager.persist(new ParentEntity(id, "written"));
                    return null;
                }))
                .doesNotThrowAnyException();
    }
}
