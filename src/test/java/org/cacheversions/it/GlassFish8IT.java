package org.cacheversions.it;

import java.nio.file.Path;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestClassOrder;

/** Integration tests on GlassFish 8, which is started once. */
@Tag("ci")
@Tag("jdk25")
@TestClassOrder(ClassOrderer.OrderAnnotation.class) // other tests recreate the forum's tables
final class GlassFish8IT {

    private static Server glassFish;

    @BeforeAll
    static void start() {
        glassFish = new GlassFish("glassfish8", "it.glassfish8.home", Jdk.of25());
    }

    @AfterAll
    static void stop() {
        if (glassFish != null) {
            glassFish.close();
        }
    }

    @Nested
    final class Listening extends ListenerTests {
        Listening() {
            super(glassFish);
        }
    }

    @Nested
    final class Caching extends CachingTests {
        Caching() {
            super(glassFish);
        }
    }

    @Nested
    final class Containers extends ContainerTests {
        Containers() {
            super(glassFish, DatabaseIsolation.POSTGRESQL_READ_COMMITTED);
        }
    }

    @Nested
    final class Entities extends EntityTests {
        Entities() {
            super(glassFish, true);
        }
    }

    @Nested
    final class Dispatching extends GlassFishDispatchTests {
        Dispatching() {
            super(glassFish);
        }
    }

    @Nested
    final class DispatchingWithoutMapping extends GlassFishDispatchTests {
        DispatchingWithoutMapping() {
            super(glassFish);
        }

        @Override
        WebArchive archive() {
            return Archives.notesWithoutMapping();
        }
    }

    @Nested
    final class PersistenceUnits extends PersistenceUnitTests {
        PersistenceUnits() {
            super(glassFish);
        }
    }

    @Nested
    final class BadDeployments extends BadDeploymentTests {
        BadDeployments() {
            super(glassFish);
        }
    }

    @Nested
    final class Responses extends ResponseTests {
        Responses() {
            super(glassFish);
        }
    }

    @Nested
    final class QuickStart extends QuickStartTests {
        QuickStart() {
            super(glassFish);
        }
    }

    @Nested
    @Order(1)
    final class Forum extends ForumTests {
        Forum() {
            super(() -> glassFish.deploy(Path.of(Server.setting("it.example.war"))));
        }
    }
}
