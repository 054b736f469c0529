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

/** Integration tests on WildFly preview, which has Jakarta EE 11 and is started once. */
@Tag("ci")
@TestClassOrder(ClassOrderer.OrderAnnotation.class) // other tests recreate the forum's tables
final class WildFlyPreviewIT {

    private static Server wildFly;

    @BeforeAll
    static void start() {
        wildFly = new WildFly("wildfly-preview", "it.wildfly-preview.home");
    }

    @AfterAll
    static void stop() {
        if (wildFly != null) {
            wildFly.close();
        }
    }

    @Nested
    final class Listening extends ListenerTests {
        Listening() {
            super(wildFly);
        }
    }

    @Nested
    final class Caching extends CachingTests {
        Caching() {
            super(wildFly);
        }
    }

    @Nested
    final class Containers extends ContainerTests {
        Containers() {
            super(wildFly, DatabaseIsolation.MARIADB_READ_COMMITTED);
        }
    }

    @Nested
    final class Entities extends EntityTests {
        Entities() {
            super(wildFly, false);
        }
    }

    @Nested
    final class Dispatching extends DispatchTests {
        Dispatching() {
            super(wildFly);
        }
    }

    @Nested
    final class DispatchingWithoutMapping extends DispatchTests {
        DispatchingWithoutMapping() {
            super(wildFly);
        }

        @Override
        WebArchive archive() {
            return Archives.notesWithoutXml();
        }
    }

    @Nested
    final class PersistenceUnits extends PersistenceUnitTests {
        PersistenceUnits() {
            super(wildFly);
        }
    }

    @Nested
    final class BadDeployments extends BadDeploymentTests {
        BadDeployments() {
            super(wildFly);
        }
    }

    @Nested
    final class Responses extends ResponseTests {
        Responses() {
            super(wildFly);
        }
    }

    @Nested
    final class QuickStart extends QuickStartTests {
        QuickStart() {
            super(wildFly);
        }
    }

    @Nested
    @Order(1)
    final class Forum extends ForumTests {
        Forum() {
            super(() -> wildFly.deploy(Path.of(Server.setting("it.example.war"))));
        }
    }
}
