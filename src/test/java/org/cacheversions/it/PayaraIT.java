package org.cacheversions.it;

import java.nio.file.Path;
import org.cacheversions.databases.RedisProcess;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestClassOrder;

/** All integration tests on Payara, which is started once. */
@TestClassOrder(ClassOrderer.OrderAnnotation.class) // other tests recreate the forum's tables
final class PayaraIT {

    private static Server payara;

    @BeforeAll
    static void start() {
        payara = new Payara();
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
    final class Health extends HealthTests {
        Health() {
            super(payara);
        }
    }

    @Nested
    final class Concurrency extends ConcurrencyTests {
        Concurrency() {
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
    final class Migrating extends FlywayTests {
        Migrating() {
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
    @Order(1)
    final class Forum extends ForumTests {
        Forum() {
            super(() -> payara.deploy(Path.of(Server.setting("it.example.war"))));
        }
    }

    @Nested
    @Order(2)
    @Tag("ci")
    final class NearForum extends NearForumTests {

        @Override
        Application start(RedisProcess redis) {
            return deploy(payara, redis);
        }
    }

    @Nested
    final class Responses extends ResponseTests {
        Responses() {
            super(payara);
        }
    }

    @Nested
    final class Seeing extends SeeingTests {
        Seeing() {
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
    @Tag("ci")
    final class Undeploying extends UndeployTests {
        Undeploying() {
            super(payara);
        }
    }

    @Nested
    final class PostgresReadCommitted extends DatabaseTests {
        PostgresReadCommitted() {
            super(payara, DatabaseIsolation.POSTGRESQL_READ_COMMITTED);
        }
    }

    @Nested
    @Tag("ci")
    final class PostgresRepeatableRead extends DatabaseTests {
        PostgresRepeatableRead() {
            super(payara, DatabaseIsolation.POSTGRESQL_REPEATABLE_READ);
        }
    }

    @Nested
    @Tag("ci")
    final class PostgresSerializable extends DatabaseTests {
        PostgresSerializable() {
            super(payara, DatabaseIsolation.POSTGRESQL_SERIALIZABLE);
        }
    }

    @Nested
    @Tag("ci")
    final class MariaDbReadCommitted extends DatabaseTests {
        MariaDbReadCommitted() {
            super(payara, DatabaseIsolation.MARIADB_READ_COMMITTED);
        }
    }

    @Nested
    @Tag("ci")
    final class MariaDbRepeatableRead extends DatabaseTests {
        MariaDbRepeatableRead() {
            super(payara, DatabaseIsolation.MARIADB_REPEATABLE_READ);
        }
    }

    @Nested
    @Tag("ci")
    final class TwoDatabases extends TwoDatabasesTests {
        TwoDatabases() {
            super(payara);
        }
    }
}
