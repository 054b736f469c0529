package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.cacheversions.databases.RedisProcess;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;

/** All integration tests on WildFly, which is started once. */
@TestClassOrder(ClassOrderer.OrderAnnotation.class) // other tests recreate the forum's tables
final class WildFlyIT {

    private static Server wildFly;

    @BeforeAll
    static void start() {
        wildFly = new WildFly();
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
    final class Concurrency extends ConcurrencyTests {
        Concurrency() {
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
    final class Migrating extends FlywayTests {
        Migrating() {
            super(wildFly);
        }
    }

    @Nested
    final class StaleH2 extends StaleH2Tests {
        StaleH2() {
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
    @Order(1)
    final class Forum extends ForumTests {
        Forum() {
            super(() -> wildFly.deploy(Path.of(Server.setting("it.example.war"))));
        }
    }

    @Nested
    final class CacheOfServer {

        @Test
        void twoApplicationsShareEntriesInACacheOfTheServer() {
            try (Application one =
                            wildFly.deploy(Archives.inCacheOfServer("one.war", "drop-and-create", WildFly.CACHE));
                    Application two = wildFly.deploy(Archives.inCacheOfServer("two.war", "none", WildFly.CACHE))) {
                assertThat(one.get("counter").text()).isEqualTo("1");
                one.get("counter", "invalidate", "migrated-by-instance"); // loads without storing the value
                assertThat(one.get("counter").text()).isEqualTo("3");
                assertThat(two.get("counter").text())
                        .as("the other application's value, since its own first load would be 1")
                        .isEqualTo("3");
                two.get("counter", "invalidate", "migrated-by-instance");
                assertThat(two.get("counter").text()).isEqualTo("2");
                assertThat(one.get("counter").text()).isEqualTo("2");
            }
        }
    }

    @Nested
    @Order(2)
    @Tag("ci")
    final class NearForum extends NearForumTests {

        @Override
        Application start(RedisProcess redis) {
            return deploy(wildFly, redis);
        }
    }

    @Nested
    @Order(3)
    @Tag("ci")
    final class CborForum extends NearForumTests {

        @Override
        Application start(RedisProcess redis) {
            return deployWithCbor(wildFly, redis);
        }
    }

    @Nested
    final class Responses extends ResponseTests {
        Responses() {
            super(wildFly);
        }
    }

    @Nested
    final class Seeing extends SeeingTests {
        Seeing() {
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
    final class Undeploying extends UndeployTests {
        Undeploying() {
            super(wildFly);
        }
    }

    @Nested
    @Tag("ci")
    final class PostgresReadCommitted extends DatabaseTests {
        PostgresReadCommitted() {
            super(wildFly, DatabaseIsolation.POSTGRESQL_READ_COMMITTED);
        }
    }

    @Nested
    @Tag("ci")
    final class PostgresRepeatableRead extends DatabaseTests {
        PostgresRepeatableRead() {
            super(wildFly, DatabaseIsolation.POSTGRESQL_REPEATABLE_READ);
        }
    }

    @Nested
    @Tag("ci")
    final class PostgresSerializable extends DatabaseTests {
        PostgresSerializable() {
            super(wildFly, DatabaseIsolation.POSTGRESQL_SERIALIZABLE);
        }
    }

    @Nested
    final class MariaDbReadCommitted extends DatabaseTests {
        MariaDbReadCommitted() {
            super(wildFly, DatabaseIsolation.MARIADB_READ_COMMITTED);
        }
    }

    @Nested
    @Tag("ci")
    final class MariaDbRepeatableRead extends DatabaseTests {
        MariaDbRepeatableRead() {
            super(wildFly, DatabaseIsolation.MARIADB_REPEATABLE_READ);
        }
    }

    @Nested
    @Tag("ci")
    final class TwoDatabases extends TwoDatabasesTests {
        TwoDatabases() {
            super(wildFly);
        }
    }
}
