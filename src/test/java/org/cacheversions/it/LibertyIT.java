package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;

/** Integration tests on Open Liberty, which is started once. */
@Tag("ci")
@TestClassOrder(ClassOrderer.OrderAnnotation.class) // other tests recreate the forum's tables
final class LibertyIT {

    private static Server liberty;

    @BeforeAll
    static void start() {
        liberty = new Liberty();
    }

    @AfterAll
    static void stop() {
        if (liberty != null) {
            liberty.close();
        }
    }

    @Nested
    final class Listening extends ListenerTests {
        Listening() {
            super(liberty);
        }
    }

    @Nested
    final class Caching extends CachingTests {
        Caching() {
            super(liberty);
        }
    }

    @Nested
    final class Containers extends ContainerTests {
        Containers() {
            super(liberty, DatabaseIsolation.POSTGRESQL_READ_COMMITTED);
        }
    }

    @Nested
    final class Entities extends EntityTests {
        Entities() {
            super(liberty, true);
        }
    }

    @Nested
    class Dispatching extends LibertyDispatchTests {
        Dispatching() {
            super(liberty);
        }

        /** Without a transaction, the server's entity manager throws a NullPointerException on such a thread. */
        @Test
        @Override
        void anAsynchronousThreadReadsItsOwnVersions() {
            Answer answer = notes.post("dispatch/async-thread", "id", 25, "text", "changed");
            assertThat(answer.body()).as("to be mended by Open Liberty").isEmpty();
        }
    }

    @Nested
    final class DispatchingWithoutMapping extends Dispatching {
        @Override
        WebArchive archive() {
            return Archives.notesWithoutMapping();
        }
    }

    @Nested
    final class PersistenceUnits extends PersistenceUnitTests {
        PersistenceUnits() {
            super(liberty);
        }
    }

    @Nested
    final class BadDeployments extends BadDeploymentTests {
        BadDeployments() {
            super(liberty);
        }
    }

    @Nested
    final class Responses extends ResponseTests {
        Responses() {
            super(liberty);
        }
    }

    @Nested
    final class QuickStart extends QuickStartTests {
        QuickStart() {
            super(liberty);
        }
    }

    @Nested
    @Order(1)
    final class Forum extends ForumTests {
        Forum() {
            super(() -> liberty.deploy(Path.of(Server.setting("it.example.war"))));
        }
    }
}
