package org.cacheversions.it;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** Every integration test on WildFly, which is started once for all of them. */
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
    final class Dispatching extends DispatchTests {
        Dispatching() {
            super(wildFly);
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
    final class BadDeployments extends BadDeploymentTests {
        BadDeployments() {
            super(wildFly);
        }
    }

    @Nested
    final class Forum extends ForumTests {
        Forum() {
            super(() -> wildFly.deploy(Path.of(Server.setting("it.example.war"))));
        }
    }

    @Nested
    final class Undeploying extends UndeployTests {
        Undeploying() {
            super(wildFly);
        }
    }
}
