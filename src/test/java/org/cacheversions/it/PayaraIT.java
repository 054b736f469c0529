package org.cacheversions.it;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** Every integration test on Payara, which is started once for all of them. */
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
    final class Concurrency extends ConcurrencyTests {
        Concurrency() {
            super(payara);
        }
    }

    @Nested
    final class Dispatching extends DispatchTests {
        Dispatching() {
            super(payara);
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
    final class BadDeployments extends BadDeploymentTests {
        BadDeployments() {
            super(payara);
        }
    }

    @Nested
    final class Forum extends ForumTests {
        Forum() {
            super(() -> payara.deploy(Path.of(Server.setting("it.example.war"))));
        }
    }

    @Nested
    final class Undeploying extends UndeployTests {
        Undeploying() {
            super(payara);
        }
    }
}
