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

/** Integration tests on Payara 7, which is started once. */
@Tag("ci")
@Tag("jdk25")
@TestClassOrder(ClassOrderer.OrderAnnotation.class) // other tests recreate the forum's tables
final class Payara7IT {

    private static Server payara;

    @BeforeAll
    static void start() {
        payara = new Payara("payara7", "it.payara7.home", Jdk.of25());
    }

    @AfterAll
    static void stop() {
        if (payara != null) {
            payara.close();
        }
    }

    @Nested
    final class Listening extends ListenerTests {
        Listening() {
            super(payara);
        }
    }

    @Nested
    final class Caching extends CachingTests {
        Caching() {
            super(payara);
        }
    }

    @Nested
    final class Containers extends ContainerTests {
        Containers() {
            super(payara, DatabaseIsolation.POSTGRESQL_READ_COMMITTED);
        }
    }

    @Nested
    final class Entities extends EntityTests {
        Entities() {
            super(payara, true);
        }
    }

    @Nested
    final class Dispatching extends DispatchTests {
        Dispatching() {
            super(payara);
        }
    }

    @Nested
    final class DispatchingWithoutMapping extends DispatchTests {
        DispatchingWithoutMapping() {
            super(payara);
        }

        @Override
        WebArchive archive() {
            return Archives.notesWithoutMapping();
        }
    }

    @Nested
    final class PersistenceUnits extends PersistenceUnitTests {
        PersistenceUnits() {
            super(payara);
        }
    }

    @Nested
    final class StaleH2 extends StaleH2Tests {
        StaleH2() {
            super(payara);
        }
    }

    @Nested
    final class BadDeployments extends BadDeploymentTests {
        BadDeployments() {
            super(payara);
        }
    }

    @Nested
    final class Responses extends ResponseTests {
        Responses() {
            super(payara);
        }
    }

    @Nested
    final class QuickStart extends QuickStartTests {
        QuickStart() {
            super(payara);
        }
    }

    @Nested
    @Order(1)
    final class Forum extends ForumTests {
        Forum() {
            super(() -> payara.deploy(Path.of(Server.setting("it.example.war"))));
        }
    }
}
